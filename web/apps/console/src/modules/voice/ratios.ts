import { formatCount } from '@niangjia/ui'

/** A line of figures, as the server gives it. */
export interface Tally {
  received: number
  closed: number
  in_time: number
  satisfied: number
  fair: number
  dissatisfied: number
}

/** A share in percent with a decimal; nothing of nothing has none. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`
}

/** Numerator and denominator of each rate, so that the page can show both. */
export function rates(of: Tally) {
  const rated = of.satisfied + of.fair + of.dissatisfied
  const good = of.satisfied + of.fair
  return {
    closed: { part: of.closed, whole: of.received, text: percent(of.closed, of.received) },
    inTime: { part: of.in_time, whole: of.closed, text: percent(of.in_time, of.closed) },
    satisfaction: { part: good, whole: rated, text: percent(good, rated) },
  }
}

/** A number of a table; nothing is a dash, so that what is there stands out. */
export const figure = (n: number) => (n === 0 ? '—' : formatCount(n))
