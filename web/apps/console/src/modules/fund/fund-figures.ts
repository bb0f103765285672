import { addDays, parseDay } from '@niangjia/ui'

/** Basis points as per cent with one decimal; a dash where there is no denominator. */
export function percent(bp: number | null | undefined): string {
  return bp === null || bp === undefined ? '—' : `${(bp / 100).toFixed(1)}%`
}

/** The parts of some rows added up, in 分 or as counts. */
export function summed<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((all, row) => all + of(row), 0)
}

/** Paid in relation to income in basis points, rounded; nothing without income. */
export function ratioBp(paid: number, income: number): number | null {
  return income === 0 ? null : Math.round((paid / income) * 10_000)
}

/** The instant of a day and a time in China, in ms; 24:00 is the end of the day; nothing where either cannot be read. */
export function instantOf(day: string, time: string): number | undefined {
  const match = /^(\d{1,2})[:\uff1a](\d{2})$/.exec(time.trim())
  const known = parseDay(day)
  if (!match || known === undefined) return undefined
  const [hour, minute] = [Number(match[1]), Number(match[2])]
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined
  const [date, clock] = hour === 24 ? [addDays(known, 1), 0] : [known, hour]
  return Date.parse(`${date}T${String(clock).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+08:00`)
}
