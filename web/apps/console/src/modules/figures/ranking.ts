import type { FigureRow } from './use-figures'

/** A rate as a number to sort by; without a denominator it comes last. */
export function rateOf(row: FigureRow, code: string): number {
  const rate = row.rates.find((known) => known.code === code)
  return rate && rate.denominator > 0 ? rate.numerator / rate.denominator : -1
}

/** What the union has of its own, beside those beneath it: makes the column add up to the total. */
export function ownValues(total: FigureRow, rows: readonly FigureRow[]): Record<string, number> {
  return Object.fromEntries(Object.entries(total.values).map(([code, value]) => [code, value - rows.reduce((sum, row) => sum + (row.values[code] ?? 0), 0)]))
}

/** A change with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `\u2212${-value}` : '0'
}
