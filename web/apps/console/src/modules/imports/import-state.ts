import type { Schema } from '@niangjia/api'

export type Batch = Schema<'Batch'>
export type BatchState = Batch['state']

/** What the page shows for a batch. */
export type Stage = 'moving' | 'preview' | 'finished' | 'ended'

const STAGES: Record<BatchState, Stage> = {
  checking: 'moving',
  running: 'moving',
  undoing: 'moving',
  checked: 'preview',
  done: 'finished',
  cancelled: 'ended',
  undone: 'ended',
  failed: 'ended',
}

/** The stage of a batch. */
export function stageOf(state: BatchState): Stage {
  return STAGES[state]
}

/** The step of the wizard that is lit, from 0. */
export function stepOf(state: BatchState): number {
  if (state === 'checking') return 1
  if (state === 'checked') return 2
  return state === 'done' ? 4 : 3
}

/** What may be done to a batch now. */
export function actionsOf(batch: Pick<Batch, 'state' | 'accepted' | 'rows' | 'started_at'>): ReadonlySet<'commit' | 'cancel' | 'undo' | 'result'> {
  const actions = new Set<'commit' | 'cancel' | 'undo' | 'result'>()
  const { state } = batch
  if (state === 'checked' && batch.accepted > 0) actions.add('commit')
  if (state === 'checking' || state === 'checked' || state === 'running') actions.add('cancel')
  if (state === 'done' || state === 'cancelled') actions.add('undo')
  if (state === 'checked' || state === 'done') actions.add('result')
  return actions
}

/** How a moving batch is getting on: share from 0 to 1, rows a second, seconds left where they can be told. */
export function paceOf(batch: Pick<Batch, 'share_done' | 'rows' | 'started_at'>, now: number): { share: number; rate: number; secondsLeft?: number } {
  const share = Math.min(1, Math.max(0, batch.share_done / 1000))
  const seconds = batch.started_at > 0 ? Math.max(0.001, (now - batch.started_at) / 1000) : 0
  const rate = seconds > 0 ? Math.round(batch.rows / seconds) : 0
  // The first moments say nothing about the rest.
  const secondsLeft = seconds >= 2 && share >= 0.02 ? Math.ceil((seconds * (1 - share)) / share) : undefined
  return { share, rate, secondsLeft }
}
