import { formatCount, formatRate } from '@niangjia/ui'
import type { ChartItem } from '../../components/chart/options'
import type { MapValue } from '../../components/use-shapes'
import type { FigureCourse, FigurePlaces } from './use-figures'

interface Pair {
  value: number
  of?: number | null
}

/** What a figure or rate is drawn as: the number itself, or a percentage; a rate without a denominator is nothing. */
export function drawn({ value, of }: Pair): number {
  if (of === undefined || of === null) return value
  return of > 0 ? Math.round((value / of) * 10_000) / 100 : 0
}

/** How it is read: 98.2%（491/500）, or 1,234 人. */
export function spoken(pair: Pair, unit: string): string {
  const { value, of } = pair
  return of === undefined || of === null ? `${formatCount(value)} ${unit}` : `${formatRate(value, of)}（${formatCount(value)}/${formatCount(of)}）`
}

/** Month by month, oldest first. */
export function courseItems(course: FigureCourse | undefined): ChartItem[] {
  return (course?.points ?? []).map((point) => ({ label: point.day.slice(0, 7), value: drawn(point), text: spoken(point, course?.unit ?? '') }))
}

/** Places from the greatest to the least; those at the same height in the order of the tree. */
export function ranked(places: FigurePlaces | undefined): FigurePlaces['rows'] {
  return [...(places?.rows ?? [])].sort((a, b) => drawn(b) - drawn(a))
}

/** What a map shows: unions that stand for the same division count together; the union's own division is no part of itself. */
export function mapValues(places: FigurePlaces | undefined): Record<string, MapValue> {
  const sums = new Map<string, { value: number; of: number | null }>()
  for (const row of places?.rows ?? []) {
    if (row.division_code === '' || row.division_code === places?.total.division_code) continue
    const before = sums.get(row.division_code)
    const of = row.of === undefined || row.of === null ? null : (before?.of ?? 0) + row.of
    sums.set(row.division_code, { value: (before?.value ?? 0) + row.value, of })
  }
  return Object.fromEntries([...sums].map(([code, pair]) => [code, { value: drawn(pair), label: pair.of === null ? formatCount(pair.value) : formatRate(pair.value, pair.of) }]))
}

/** The union of a division that one goes down to; none where nothing stands beneath. */
export function unionOf(places: FigurePlaces | undefined, division: string): string | undefined {
  return places?.rows.find((row) => row.division_code === division && row.has_children)?.union_id
}
