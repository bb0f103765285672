import type { Schema } from '@niangjia/api'
import { formatDeadline } from '@niangjia/ui'
import { t } from './locales/zh'

type Row = Pick<Schema<'CaseRow'>, 'state' | 'due_on' | 'overdue' | 'half_over'>

/** How a clock stands: the word, and how it is coloured. */
export interface ClockState {
  kind: 'good' | 'wait' | 'bad' | 'quiet'
  text: string
}

/** The clock of a case: over, on its last day, half over, running, stopped, or none. */
export function clockState(row: Row, today: string): ClockState {
  if (row.state === 'closed' || row.state === 'merged') return { kind: 'quiet', text: t.clock.closed }
  if (row.state === 'paused') return { kind: 'quiet', text: t.clock.paused }
  if (row.overdue) return { kind: 'bad', text: t.clock.overdue }
  if (!row.due_on) return { kind: 'quiet', text: t.clock.none }
  if (row.due_on === today) return { kind: 'wait', text: t.clock.today }
  return row.half_over ? { kind: 'wait', text: t.clock.half } : { kind: 'good', text: t.clock.running }
}

/** Days left, of the kind that the limit is counted in: one that leaves days out counts working days. */
export function leftText(of: Pick<Schema<'CaseDetail'>, 'days_left' | 'deadline' | 'overdue'>): string {
  if (of.overdue || typeof of.days_left !== 'number' || of.days_left <= 0) return ''
  const working = of.deadline?.steps.some((step) => typeof step.counted !== 'number') ?? false
  return working ? t.clock.leftWorking(of.days_left) : t.clock.left(of.days_left)
}

/** The last day with its weekday; a dash where no clock runs. */
export function dueText(row: Pick<Row, 'due_on'>): string {
  return row.due_on ? formatDeadline(row.due_on) : '—'
}
