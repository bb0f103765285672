import { dayOf, formatDeadline } from '@niangjia/ui'
import { say } from './locales/say'
import type { OwnCase, OwnCaseRow } from './use-cases'

const DAY = 86_400_000

/** Whole days from a day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}

/** By when an answer comes, in words; being late is said plainly. */
export function dueWords(one: Pick<OwnCase, 'state' | 'due_on' | 'overdue'>, now: number): string {
  if (one.state === 'closed' || one.state === 'merged') return say.one.over
  if (!one.due_on) return say.one.none
  const day = formatDeadline(one.due_on)
  return one.overdue ? say.one.late(day, Math.max(1, daysBetween(one.due_on, dayOf(now)))) : say.mine.by(day)
}

/** The same for a line of the list; nothing once it is over. */
export function rowDue(row: Pick<OwnCaseRow, 'state' | 'due_on'>, now: number): { words: string; late: boolean } | undefined {
  if (!row.due_on || row.state === 'closed' || row.state === 'merged') return undefined
  const late = row.state === 'open' && daysBetween(row.due_on, dayOf(now)) > 0
  const day = formatDeadline(row.due_on)
  return { words: late ? say.mine.late(day) : say.mine.by(day), late }
}
