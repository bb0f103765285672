/** The month some months later, 2026-12 after 2026-11. */
export function monthAfter(month: string, months: number): string {
  const at = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + months, 1))
  return at.toISOString().slice(0, 7)
}

/** The days of a month in weeks from Monday to Sunday; empty beside the month. */
export function weeksOf(month: string): string[][] {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() || 7) - 1
  const days = [...Array<string>(before).fill(''), ...Array.from({ length: last }, (_, n) => `${month}-${String(n + 1).padStart(2, '0')}`)]
  while (days.length % 7 !== 0) days.push('')
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

/** An instant in China as it is typed, 2026-12-03 17:00. */
export function instantText(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

/** What was typed as an instant in China; none if it is none. */
export function instantOf(text: string): number | undefined {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})$/.exec(text.normalize('NFKC').trim())
  if (!found) return undefined
  const [year, month, day, hour, minute] = found.slice(1).map(Number) as [number, number, number, number, number]
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  return Date.UTC(year, month - 1, day, hour, minute) - 8 * 3_600_000
}
