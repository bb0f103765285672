/** Minutes of a day as 09:05. */
export function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** What people type for a time — 9:00, 09：00, 0900 — as minutes of the day; 24:00 is its end. */
export function minutesOf(text: string): number | undefined {
  const found = /^(\d{1,2})\s*:?\s*(\d{2})$/.exec(text.normalize('NFKC').trim())
  if (!found) return undefined
  const minutes = Number(found[1]) * 60 + Number(found[2])
  return Number(found[2]) < 60 && minutes <= 1440 ? minutes : undefined
}

/** First and last day of a month such as 2026-12. */
export function monthDays(month: string): { from: string; to: string } | undefined {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month.trim())
  if (!found) return undefined
  const last = new Date(Date.UTC(Number(found[1]), Number(found[2]), 0)).getUTCDate()
  return { from: `${month.trim()}-01`, to: `${month.trim()}-${String(last).padStart(2, '0')}` }
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}
