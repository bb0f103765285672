import { addDays } from '@niangjia/ui'

/** The longest time that is looked through at once, in days. */
const MOST_DAYS = 92

/** The days looked through where nobody said otherwise: the last thirty. */
export function usualSpan(today: string): { from: string; to: string } {
  return { from: addDays(today, -29), to: today }
}
/** Whether a time can be looked through at once. */
export function isSpan(from: string, to: string): boolean {
  return from !== '' && from <= to && to < addDays(from, MOST_DAYS)
}
