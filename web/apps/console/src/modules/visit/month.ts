import { addDays, weekdayOf } from '@niangjia/ui'

/** The weeks of a month, Monday first, with the days of the neighbours that fill them; none for what is no month. */
export function weeksOf(month: string): string[][] | undefined {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return undefined
  const first = `${month}-01`
  const weekday = (day: string) => (weekdayOf(day) + 6) % 7
  let day = addDays(first, -weekday(first))
  const weeks: string[][] = []
  do {
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(day, i)))
    day = addDays(day, 7)
  } while (day.startsWith(month))
  return weeks
}

/** The month before (-1) or after (1). */
export function monthBeside(month: string, step: 1 | -1): string {
  const [year, number] = month.split('-').map(Number)
  const at = (year ?? 0) * 12 + (number ?? 1) - 1 + step
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
}
