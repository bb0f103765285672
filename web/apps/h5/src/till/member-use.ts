import { newKey, type ApiProblem, type Schema } from '@niangjia/api'
import { checkMember, dayNumber, isMemberScan, memberDigits } from './check-code'
import { noRoom, type KeptUse } from './queue'
import { patiently, type Outcome, type Till, type Used } from './redeem'

/** A standing discount as it stands for the member today. */
export interface Offer {
  id: string
  title: string
  detail: string
  /** Recorded here; otherwise showing the code is enough. */
  byCode: boolean
  today: boolean
  /** On which days, in words; empty for every day. */
  days: string
  /** How often the member may still use it today; not known without network. */
  left: number | undefined
}

/** Who shows a code. Without network the name is not known. */
export interface Shown {
  code: string
  /** When it was shown, by the server's clock, ms. */
  at: number
  name: string
  union: string
  number: string
  offers: Offer[]
}

/** What was typed about the money, fen; 0 if nothing. */
export interface Money {
  bill: number
  saved: number
}

/** What a till works with for the codes of members. */
export interface MemberTill extends Pick<Till, 'now' | 'merchant' | 'key' | 'limits' | 'waiting' | 'online'> {
  /** The discounts that are recorded here, as the till keeps them for when there is no network. */
  discounts: () => readonly Schema<'BenefitTillDiscount'>[]
  keep: (scan: KeptUse) => Promise<void>
  look: (code: string, stop: AbortSignal) => Promise<Shown>
  record: (shown: Shown, discount: string, money: Money, key: string, stop: AbortSignal) => Promise<Used>
}

/** What is seen of a code: who shows it, or why it is not taken. */
export type Seen = { at: 'seen'; shown: Shown } | Extract<Outcome, { at: 'refused' | 'stopped' }>

const refused = (problem: ApiProblem) => ({ at: 'refused', problem }) as const
const stopped = (why: Extract<Outcome, { at: 'stopped' }>['why']) => ({ at: 'stopped', why }) as const

/** Whether what was scanned or typed is the code of a member. */
export const isMemberCode = (text: string): boolean => isMemberScan(text) || memberDigits(text) !== undefined

/** Reads the codes of members and records uses: asks the server, and without network checks and keeps what was scanned. */
export function memberTill(till: MemberTill) {
  /** Keys of uses that the server may have recorded without our hearing it. */
  const keys = new Map<string, string>()

  async function lookAlone(code: string): Promise<Seen> {
    const key = till.key()
    if (!key) return stopped('unable')
    const at = Math.floor(till.now())
    const said = await checkMember(code, key, at)
    if (typeof said === 'string') return stopped(said === 'bad' ? 'badMember' : said)
    const today = String(dayNumber(at)).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')
    const offers = till.discounts().map((one) => ({ id: one.id, title: one.title, detail: one.detail, byCode: true, today: one.holds_on.includes(today), days: one.days_label, left: undefined }))
    return { at: 'seen', shown: { code, at, name: '', union: '', number: said.number, offers } }
  }

  async function keepUse(shown: Shown, offer: Offer, money: Money, own: string): Promise<Outcome> {
    const key = till.key()
    if (!key) return stopped('unable')
    const said = await checkMember(shown.code, key, shown.at)
    if (typeof said === 'string') return stopped(said === 'bad' ? 'badMember' : said)
    const same = (one: ReturnType<Till['waiting']>[number]) => one.kind === 'use' && one.number === said.number && one.discount === offer.id && one.minute === said.minute
    if (till.waiting().some(same)) return stopped('twice')
    const full = noRoom(till.waiting(), 0, till.limits())
    if (full) return stopped(full)
    const use: KeptUse = { kind: 'use', key: own, code: shown.code, at: shown.at, merchant: till.merchant(), number: said.number, minute: said.minute, discount: offer.id, title: offer.title, ...money, refusal: '' }
    return till.keep(use).then(
      () => ({ at: 'keptUse', title: offer.title, count: till.waiting().length }),
      () => stopped('notKept'),
    )
  }

  return {
    look: async (text: string): Promise<Seen> => {
      const scanned = isMemberScan(text)
      const code = scanned ? text.trim() : (memberDigits(text) ?? '')
      const answer = till.online() ? await patiently((stop) => till.look(code, stop)) : undefined
      if (answer) return 'done' in answer ? { at: 'seen', shown: answer.done } : refused(answer.problem)
      return scanned ? lookAlone(code) : stopped('typed')
    },
    record: async (shown: Shown, offer: Offer, money: Money): Promise<Outcome> => {
      const which = `${shown.code} ${offer.id}`
      const key = keys.get(which) ?? newKey()
      keys.set(which, key)
      const answer = till.online() ? await patiently((stop) => till.record(shown, offer.id, money, key, stop)) : undefined
      if (answer) {
        keys.delete(which)
        return 'done' in answer ? { at: 'used', used: answer.done } : refused(answer.problem)
      }
      if (!isMemberScan(shown.code)) return stopped('typed')
      const outcome = await keepUse(shown, offer, money, key)
      if (outcome.at === 'keptUse') keys.delete(which)
      return outcome
    },
  }
}
