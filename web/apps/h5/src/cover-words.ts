import type { Schema } from '@niangjia/api'
import { formatFen } from '@niangjia/ui'
import { mutual } from './locales/mutual'

export type OwnCover = Schema<'MutualOwnCover'>
type Item = Pick<Schema<'MutualCoverItem'>, 'continuous' | 'waits_until'>
type Parts = Pick<OwnCover, 'premium_fen' | 'employer_fen' | 'union_fen' | 'person_fen'>

/** How a cover stands for the person who holds it. */
export type Standing = keyof typeof mutual.state

/** How a cover stands on a day; before the money has come it has no days. */
export function standingOf(one: Pick<OwnCover, 'active_today' | 'from' | 'to'> & { state: string }, day: string): Standing {
  if (one.state === 'refunded') return 'back'
  if (one.active_today) return 'now'
  if (!one.from || !one.to) return 'unpaid'
  return day < one.from ? 'later' : 'over'
}

/** What holds best today for the person: covered, soon covered, listed but not paid, or nothing. */
export function bestOf(all: readonly Standing[]): 'now' | 'later' | 'unpaid' | 'none' {
  return (['now', 'later', 'unpaid'] as const).find((standing) => all.includes(standing)) ?? 'none'
}

/** What an item says about waiting on a day; the days of waiting are over without a word. */
export function waitingOf(item: Item, day: string): string {
  if (item.waits_until && item.waits_until >= day) return mutual.waits(item.waits_until)
  return item.continuous ? mutual.noWait : ''
}

/** Who paid the premium: one who paid it all, or each with the own part. */
export function payersOf(parts: Parts): string {
  if (parts.premium_fen === 0) return mutual.free
  const who = (['employer', 'union', 'person'] as const).filter((one) => parts[`${one}_fen`] > 0)
  const [only] = who
  if (only && who.length === 1) return mutual.all[only]
  return mutual.paid(who.map((one) => mutual.payer(mutual.payers[one], formatFen(parts[`${one}_fen`]))).join('、'))
}
