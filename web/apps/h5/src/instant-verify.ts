/**
 * The verifier of tickets that win at once on the phone, written from docs/draws.md alone: nothing of it is asked of the server, so that
 * whoever does not trust the server need not.
 */
import type { Schema } from '@niangjia/api'
import { sha256, Sha256 } from './draw-verify'

/** The file of tickets, as docs/draws.md describes it. */
export type InstantFile = Schema<'BenefitInstantFile'>
export type WonTicket = Schema<'BenefitInstantFileTicket'>

/** What was looked at. */
export const INSTANT_CHECKS = ['format', 'tickets', 'commitment', 'winners'] as const
export type InstantCheck = (typeof INSTANT_CHECKS)[number]

/** What a verification found. */
export interface VerifiedInstant {
  whole: boolean
  checks: { code: InstantCheck; ok: boolean }[]
  winners: WonTicket[]
}

const SECRET = /^[0-9a-f]{64}$/
const MOST = 1_000_000
/** Tickets between two breaths of the page. */
const BREATH = 20_000

const breathe = () => new Promise((go) => setTimeout(go))
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff)
const bytes = (hex: string): Uint8Array => Uint8Array.from({ length: hex.length / 2 }, (_, n) => Number.parseInt(hex.slice(n * 2, n * 2 + 2), 16))
const whole = (n: number, from: number, to: number) => Number.isInteger(n) && n >= from && n <= to

/** The eight words of the lot of a ticket. */
const lotOf = (key: Uint8Array, ticket: number): number[] => [...new Sha256().add(key).add(ascii(String(ticket).padStart(7, '0'))).words()].map((word) => word >>> 0)

function before(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < a.length; n++) {
    const [x, y] = [a[n] ?? 0, b[n] ?? 0]
    if (x !== y) return x - y
  }
  return 0
}

/** The tickets with the smallest lots, the smallest first. */
async function smallest(key: Uint8Array, tickets: number, most: number, told: (done: number) => void): Promise<number[]> {
  // The first word of each lot chooses; the whole lots of the chosen ones order them.
  const heads = new Float64Array(tickets)
  for (let n = 1; n <= tickets; n++) {
    heads[n - 1] = lotOf(key, n)[0] ?? 0
    if (n % BREATH === 0) {
      told(n / tickets)
      await breathe()
    }
  }
  if (most === 0) return []
  const last = Float64Array.from(heads).sort()[Math.min(most, tickets) - 1] ?? 0
  const near: { ticket: number; lot: number[] }[] = []
  heads.forEach((head, n) => {
    if (head <= last) near.push({ ticket: n + 1, lot: lotOf(key, n + 1) })
  })
  return near
    .sort((a, b) => before(a.lot, b.lot))
    .slice(0, most)
    .map((one) => one.ticket)
}

const same = (a: readonly WonTicket[], b: readonly WonTicket[]): boolean => a.length === b.length && a.every((one, n) => one.ticket === b[n]?.ticket && one.prize === b[n]?.prize)

/** Looks at everything that a file says, and works out again which tickets won; `told` hears how far it is, 0 to 1. */
export async function verifyInstant(file: InstantFile, told: (done: number) => void = () => undefined): Promise<VerifiedInstant> {
  const prizes = file.prizes.flatMap((prize) => Array.from({ length: Math.max(0, Math.min(prize.count, MOST)) }, () => prize.title))
  const sound = whole(file.tickets, 1, MOST) && whole(file.issued, 0, file.tickets) && prizes.length <= file.tickets && file.prizes.every((prize) => prize.count > 0)
  const known = SECRET.test(file.secret)
  let winners: WonTicket[] = []
  if (sound && known) {
    const key = bytes(sha256(ascii(`niangjia-instant/1\n${file.secret}\n${file.tickets}\n`)))
    const order = await smallest(key, file.tickets, prizes.length, told)
    winners = order
      .map((ticket, n) => ({ ticket, prize: prizes[n] ?? '' }))
      .filter((one) => one.ticket <= file.issued)
      .sort((a, b) => a.ticket - b.ticket)
  }
  const checks: VerifiedInstant['checks'] = [
    { code: 'format', ok: file.format === 'niangjia-instant/1' },
    { code: 'tickets', ok: sound },
    { code: 'commitment', ok: known && sha256(bytes(file.secret)) === file.commitment },
    { code: 'winners', ok: sound && known && same(winners, file.winners) },
  ]
  return { whole: checks.every((check) => check.ok), checks, winners }
}
