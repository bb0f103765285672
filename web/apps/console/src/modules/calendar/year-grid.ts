import { addDays, parseDay, weekdayOf } from '@niangjia/ui'
import type { Schema } from '@niangjia/api'
import { t } from './locales/zh'

export type MarkedDay = Schema<'MarkedDay'>
export type DayKind = MarkedDay['kind']

/** One day of a month grid; `kind` is what is said of it, if anything. */
export interface GridDay {
  day: string
  number: number
  weekend: boolean
  kind?: DayKind
  name: string
}

/** A month as weeks from Monday to Sunday; places outside the month are empty. */
export function monthWeeks(year: number, month: number, marked: ReadonlyMap<string, MarkedDay>): (GridDay | undefined)[][] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`
  const weeks: (GridDay | undefined)[][] = []
  let week: (GridDay | undefined)[] = Array.from({ length: (weekdayOf(first) + 6) % 7 }, () => undefined)
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) {
    const mark = marked.get(day)
    week.push({ day, number: Number(day.slice(8)), weekend: isWeekend(day), kind: mark?.kind, name: mark?.name ?? '' })
    if (week.length === 7) {
      weeks.push(week)
      week = []
    }
  }
  if (week.length > 0) weeks.push([...week, ...Array.from({ length: 7 - week.length }, () => undefined)])
  return weeks
}

/** Whether a day is a Saturday or Sunday. */
export function isWeekend(day: string): boolean {
  return weekdayOf(day) % 6 === 0
}

/** What a click makes of a day: weekdays go holiday, rest, as usual; weekends rest, holiday, worked, as usual. */
export function nextKind(day: string, kind: DayKind | undefined): DayKind | undefined {
  const order: readonly (DayKind | undefined)[] = isWeekend(day) ? [undefined, 'rest', 'holiday', 'work'] : [undefined, 'holiday', 'rest']
  return order[(order.indexOf(kind) + 1) % order.length]
}

/** Reads pasted lines, `day,kind,name`; the number of the first line that cannot be read otherwise. */
export function readLines(text: string): { days: MarkedDay[] } | { bad: number } {
  const kinds = new Map<string, DayKind>([
    [t.kind.holiday, 'holiday'],
    [t.kind.rest, 'rest'],
    [t.kind.work, 'work'],
  ])
  const days: MarkedDay[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [day = '', kind = '', name = ''] = line.split(/[,\uff0c\t]/).map((part) => part.trim())
    const known = kinds.get(kind)
    if (parseDay(day) === undefined || known === undefined || name === '') return { bad: at + 1 }
    days.push({ day, kind: known, name })
  }
  return { days }
}

/** Working days of a year by its marks. */
export function workingDays(year: number, marked: ReadonlyMap<string, MarkedDay>): number {
  let count = 0
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1)) {
    const kind = marked.get(day)?.kind
    if (kind === 'work' || (kind === undefined && !isWeekend(day))) count += 1
  }
  return count
}
