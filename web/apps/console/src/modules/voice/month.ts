import type { Schema } from '@niangjia/api'

type Row = Schema<'CaseFigureRow'>

/** A month as it is written in an address: `2026-11`. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

/** The month that lies so many before another. */
export function monthsBefore(month: string, n: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - n
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** First and last day of a month. */
export function daysOf(month: string): { from: string; to: string } {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${last}` }
}

/** Months to choose, the latest first. */
export function lastMonths(today: string, n: number): string[] {
  return Array.from({ length: n }, (_, i) => monthsBefore(today.slice(0, 7), i))
}

/** The change against another month in per cent with a decimal and its sign; a dash where there was nothing to compare with. */
export function change(now: number, before: number | undefined): string {
  if (before === undefined || before === 0) return '—'
  const share = ((now - before) / before) * 100
  return `${share > 0 ? '+' : ''}${share.toFixed(1)}%`
}

/** A line beside the same line of the other two months. */
export interface Compared {
  row: Row
  before: Row | undefined
  yearAgo: Row | undefined
}

/** The lines of a month, each beside the same one of the month before and of a year ago; lines that stood only there come last. */
export function compared(now: readonly Row[], before: readonly Row[], yearAgo: readonly Row[]): Compared[] {
  const of = (rows: readonly Row[], key: string) => rows.find((row) => row.key === key)
  const known = new Set(now.map((row) => row.key))
  const gone = [...before, ...yearAgo.filter((row) => !of(before, row.key))].filter((row) => !known.has(row.key)).map(empty)
  return [...now, ...gone].map((row) => ({ row, before: of(before, row.key), yearAgo: of(yearAgo, row.key) }))
}

function empty(row: Row): Row {
  return { key: row.key, title: row.title, received: 0, closed: 0, in_time: 0, late: 0, satisfied: 0, fair: 0, dissatisfied: 0, reopened: 0 }
}
