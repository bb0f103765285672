import { ui } from './locales/zh'

/** The one time zone of the product (docs/rules §23). */
const ZONE = 'Asia/Shanghai'
/** The open end of a dated record: "until further notice". */
export const OPEN_END = '9999-12-31'

const whole = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 0 })
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** A count for a table: `12345` → `12,345`. */
export function formatCount(value: number): string {
  return whole.format(value)
}

/** A count for a headline: from 万 on with two decimals, from 亿 on likewise; smaller ones in full. */
export function formatHeadline(value: number): { figure: string; unit: string } {
  const size = Math.abs(value)
  if (size >= 1e8) return { figure: (value / 1e8).toFixed(2), unit: ui.unit.yi }
  if (size >= 1e5) return { figure: (value / 1e4).toFixed(2), unit: ui.unit.wan }
  return { figure: formatCount(value), unit: '' }
}

/** A ratio as per cent with one decimal; a missing denominator is a dash, never 0. */
export function formatRate(numerator: number, denominator: number): string {
  return denominator === 0 ? '—' : `${((numerator / denominator) * 100).toFixed(1)}%`
}

/** A day as the server writes it, `2026-11-22`; the open end in words; nothing as a dash. */
export function formatDay(day: string | null | undefined): string {
  if (day === null || day === undefined || day === '') return '—'
  return day === OPEN_END ? ui.openEnd : day
}

/** The day in a text like `2026-11-22`, or undefined when it is no calendar day. */
export function parseDay(text: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim())
  if (!match) return undefined
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const probe = new Date(Date.UTC(year, month - 1, date))
  const exists = probe.getUTCFullYear() === year && probe.getUTCMonth() === month - 1 && probe.getUTCDate() === date
  return exists ? text.trim() : undefined
}

/** The day of an instant, in the time zone of the product. */
export function dayOf(ms: number): string {
  const part = timeParts(ms)
  return `${part.year}-${part.month}-${part.day}`
}

/** The day `days` after `day`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** A day with its weekday, for deadlines: `2026-11-22 周日`. */
export function formatDeadline(day: string): string {
  return day === OPEN_END ? formatDay(day) : `${day} ${ui.weekdays[weekdayOf(day)] ?? ''}`
}

function timeParts(ms: number): Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string> {
  const found = { year: '', month: '', day: '', hour: '', minute: '', second: '' }
  for (const part of clock.formatToParts(new Date(ms))) {
    if (part.type in found) found[part.type as keyof typeof found] = part.value
  }
  // Some engines write midnight as 24.
  if (found.hour === '24') found.hour = '00'
  return found
}

/** An instant in ms UTC as `2026-11-22 09:30`, with seconds on request. */
export function formatTime(ms: number | null | undefined, seconds = false): string {
  if (ms === null || ms === undefined) return '—'
  const part = timeParts(ms)
  const base = `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`
  return seconds ? `${base}:${part.second}` : base
}

/** How long ago, to stand beside the exact time, never alone. */
export function formatAgo(ms: number, now: number): string {
  const minutes = Math.floor((now - ms) / 60_000)
  if (minutes < 1) return ui.ago.now
  if (minutes < 60) return ui.ago.minutes(minutes)
  if (minutes < 60 * 24) return ui.ago.hours(Math.floor(minutes / 60))
  return ui.ago.days(Math.floor(minutes / 1440))
}

/** A duration in words: `约 3 分钟`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return ui.duration.seconds(Math.max(1, Math.round(seconds)))
  if (seconds < 3600) return ui.duration.minutes(Math.round(seconds / 60))
  return ui.duration.hours(Math.round(seconds / 360) / 10)
}

/** A file size: `1.2 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Money in 分 as `1,234.50`. */
export function formatFen(fen: number): string {
  return new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(fen / 100)
}

/** Yuan as typed, at most two decimals, in 分; nothing where that is no amount. Commas and spaces between digits are read over. */
export function fenOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(plain)
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0') || '0') : undefined
}
