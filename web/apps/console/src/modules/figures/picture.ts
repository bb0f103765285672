import { formatCount, formatRate } from '@niangjia/ui'
import type { ChartItem } from '../../components/chart/options'
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
