import { ApiProblem, newKey } from '@niangjia/api'
import { isWeakLine } from '../again'
import { checkCode, isScanned, typedDigits, type Fault, type Said } from './check-code'
import { noRoom, type KeptScan, type Limits } from './queue'

/** What the server answers to a code that it took. */
export interface Done {
  result: string
  number: string
  title: string
  worth: number
  pays: number
}

/** What the server answers to a use of a discount that it recorded. */
export interface Used {
  result: string
  title: string
  name: string
  saved: number
}

/** What came of a scan. */
export type Outcome =
  | { at: 'done'; done: Done }
  | { at: 'kept'; said: Said; title: string; count: number }
  | { at: 'used'; used: Used }
  | { at: 'keptUse'; title: string; count: number }
  | { at: 'refused'; problem: ApiProblem }
  | { at: 'stopped'; why: Fault | 'badMember' | 'typed' | 'typedBad' | 'unable' | 'twice' | 'most' | 'fen' | 'notKept' }

/** What a till works with. */
export interface Till {
  /** The server's time. */
  now: () => number
  /** Whose till it is. */
  merchant: () => string
  /** The key that codes are signed with, if it is here and this browser can check. */
  key: () => CryptoKey | undefined
  /** What a campaign gives, as far as the till has heard of it. */
  titleOf: (campaign: string) => string
  limits: () => Limits
  waiting: () => readonly KeptScan[]
  keep: (scan: KeptScan) => Promise<void>
  /** Asks the server; fails with a problem. */
  ask: (code: string, key: string, stop: AbortSignal) => Promise<Done>
  online: () => boolean
}

/** How long the person at the till is kept waiting for an answer before the code is taken without one. */
const PATIENCE = 7_000

/** Whether the line was the trouble, not the code. */
const isLine = (problem: ApiProblem) => isWeakLine(problem) || problem.code === 'web.cancelled' || problem.status === 503

/** Asks the server as long as the person at the till waits; nothing where the line was the trouble. */
export async function patiently<T>(ask: (stop: AbortSignal) => Promise<T>): Promise<{ done: T } | { problem: ApiProblem } | undefined> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  try {
    return { done: await ask(stop.signal) }
  } catch (error) {
    const problem = ApiProblem.from(error)
    return isLine(problem) ? undefined : { problem }
  } finally {
    clearTimeout(timer)
  }
}

/** Takes codes: asks the server, and without network checks and keeps what was scanned. */
export function redeemer(till: Till) {
  /** Keys of codes that the server may have taken without our hearing it: asked again under the same key it answers the same. */
  const keys = new Map<string, string>()

  async function ask(code: string): Promise<Outcome | undefined> {
    const key = keys.get(code) ?? newKey()
    keys.set(code, key)
    const answer = await patiently((stop) => till.ask(code, key, stop))
    // Answered: whoever shows the same code now is somebody else, and the next try is another one.
    if (answer) keys.delete(code)
    if (!answer) return undefined
    return 'done' in answer ? { at: 'done', done: answer.done } : { at: 'refused', problem: answer.problem }
  }

  async function keepScan(code: string): Promise<Outcome> {
    const key = till.key()
    if (!key) return { at: 'stopped', why: 'unable' }
    const at = till.now()
    const said = await checkCode(code, key, at)
    if (typeof said === 'string') return { at: 'stopped', why: said }
    if (till.waiting().some((one) => one.kind === 'voucher' && one.campaign === said.campaign && one.serial === said.serial)) return { at: 'stopped', why: 'twice' }
    const full = noRoom(till.waiting(), said.worth, till.limits())
    if (full) return { at: 'stopped', why: full }
    const scan: KeptScan = { kind: 'voucher', key: keys.get(code) ?? newKey(), code, at: Math.floor(at), merchant: till.merchant(), campaign: said.campaign, serial: said.serial, worth: said.worth, pays: said.pays, refusal: '' }
    try {
      await till.keep(scan)
    } catch {
      return { at: 'stopped', why: 'notKept' }
    }
    keys.delete(code)
    return { at: 'kept', said, title: till.titleOf(said.campaign), count: till.waiting().length }
  }

  return async (text: string): Promise<Outcome> => {
    const scanned = isScanned(text)
    const code = scanned ? text.trim() : typedDigits(text)
    if (code === undefined) return { at: 'stopped', why: 'typedBad' }
    const answered = till.online() ? await ask(code) : undefined
    if (answered) return answered
    return scanned ? keepScan(code) : { at: 'stopped', why: 'typed' }
  }
}
