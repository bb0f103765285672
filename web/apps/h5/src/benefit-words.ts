import type { Schema } from '@niangjia/api'
import { benefit } from './locales/benefit'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Vouchers that run out within so many days are told apart. */
const SOON_DAYS = 3

/** What of a campaign says where it stands. */
export type Standing = Pick<Schema<'BenefitOwnCampaign'>, 'state' | 'opens_at' | 'closes_at' | 'left'>
/** What of a voucher says whether it can be used. */
type Held = Pick<Schema<'BenefitOwnVoucher'>, 'state' | 'expires_on'>

export type Phase = 'before' | 'open' | 'gone' | 'paused' | 'over'

/** Where a campaign stands for the member at an instant of the server. */
export function phaseOf(one: Standing, now: number): Phase {
  if (one.state === 'paused') return 'paused'
  if (one.state !== 'published' || now >= one.closes_at) return 'over'
  if (now < one.opens_at) return 'before'
  return one.left === 0 ? 'gone' : 'open'
}

const two = (n: number) => String(n).padStart(2, '0')

/** What is left until an instant: `2 天 03:04:05`, `03:04:05`; the last second counts in full, so that 0 is the moment itself. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND))
  const days = Math.floor((seconds * SECOND) / DAY)
  const clock = [Math.floor((seconds % 86_400) / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60].map(two).join(':')
  return days > 0 ? benefit.days(days, clock) : clock
}

/** In which order campaigns are shown: what can be had now, what comes next, what is over. */
const RANK: Record<Phase, number> = { open: 0, before: 1, paused: 2, gone: 3, over: 4 }

/** The campaigns in that order; those to come by their beginning, those open by their end. */
export function ordered<T extends Standing>(all: readonly T[], now: number): { one: T; phase: Phase }[] {
  return all
    .map((one) => ({ one, phase: phaseOf(one, now) }))
    .sort((a, b) => RANK[a.phase] - RANK[b.phase] || (a.phase === 'open' ? a.one.closes_at - b.one.closes_at : a.phase === 'over' ? b.one.closes_at - a.one.closes_at : a.one.opens_at - b.one.opens_at))
}

/** Whether a voucher runs out within the next days; `today` and `last` are days like 2026-11-28. */
export function endsSoon(last: string, today: string): boolean {
  return (Date.parse(last) - Date.parse(today)) / DAY < SOON_DAYS
}

/** Where a voucher stands for its holder: over with its last day, also in the minute before the union's books say so. */
export function standingOf(one: Held, today: string): Held['state'] {
  return one.state === 'held' && one.expires_on < today ? 'expired' : one.state
}

/** Vouchers to use, the next to run out first. */
export function toUse<T extends Held>(all: readonly T[], today: string): T[] {
  return all.filter((one) => standingOf(one, today) === 'held').sort((a, b) => a.expires_on.localeCompare(b.expires_on))
}

/** A distance in words: `350 米`, `1.2 公里`, `23 公里`. */
export function distanceWords(metres: number): string {
  if (metres < 1_000) return benefit.shops.metres(Math.max(10, Math.round(metres / 10) * 10))
  return benefit.shops.kilometres(metres < 10_000 ? (metres / 1_000).toFixed(1) : String(Math.round(metres / 1_000)))
}
