import type { Schema } from '@niangjia/api'

export type RosterState = Schema<'MutualRosterState'>
export type Kind = 'good' | 'wait' | 'bad' | 'quiet'

/** What the page shows of a roster. */
export type Stage = 'moving' | 'preview' | 'finished' | 'ended'
const STAGES: Readonly<Record<RosterState, Stage>> = { checking: 'moving', running: 'moving', undoing: 'moving', checked: 'preview', done: 'finished', cancelled: 'ended', undone: 'ended', failed: 'ended' }

/** The stage of a roster. */
export function stageOf(state: RosterState): Stage {
  return STAGES[state]
}

/** What may be done to a roster now. */
export function rosterActs(roster: { state: RosterState; accepted: number }): ReadonlySet<'confirm' | 'cancel' | 'undo' | 'result'> {
  const acts = new Set<'confirm' | 'cancel' | 'undo' | 'result'>()
  const { state } = roster
  if (state === 'checked' && roster.accepted > 0) acts.add('confirm')
  if (state === 'checking' || state === 'checked' || state === 'running') acts.add('cancel')
  if (state === 'done' || state === 'cancelled') acts.add('undo')
  if (state === 'checked' || state === 'done') acts.add('result')
  return acts
}

/** The step of the chair's way that is lit: list, check, bill, pay, covered; from what the union has in the period. */
export function stepOfUnit(unit: { listed: number; billed: number; active: number }): 0 | 1 | 2 | 3 {
  if (unit.listed > 0) return 1
  if (unit.billed > 0) return 2
  return unit.active > 0 ? 3 : 0
}

/** The share of the time of a period that has passed, 0 to 1. */
export function elapsedOf(opens: string, closes: string, today: string): number {
  const [from, to, now] = [opens, closes, today].map((day) => Date.parse(`${day}T00:00:00Z`)) as [number, number, number]
  if (to <= from) return now >= from ? 1 : 0
  return Math.min(1, Math.max(0, (now - from) / (to - from)))
}

/** Basis points as per cent with one decimal; nothing as a dash. */
export function rateText(bp: number | null | undefined): string {
  return bp == null ? '\u2014' : `${(bp / 100).toFixed(1)}%`
}

/** How a bill, a receipt or a person is coloured. */
export const STATE_KIND: Readonly<Record<string, Kind>> = {
  draft: 'quiet', open: 'wait', closed: 'quiet',
  listed: 'wait', billed: 'wait', active: 'good', refunded: 'quiet',
  part: 'wait', paid: 'good', matched: 'good', cancelled: 'quiet',
  checking: 'wait', checked: 'wait', running: 'wait', done: 'good', undoing: 'wait', undone: 'quiet', failed: 'bad',
  reading: 'wait', decided: 'wait', batched: 'wait',
}

/** The state of a period is not that of a bill: open means people may enrol. */
export const PERIOD_KIND: Readonly<Record<Schema<'MutualPeriodState'>, Kind>> = { draft: 'quiet', open: 'good', closed: 'quiet' }
