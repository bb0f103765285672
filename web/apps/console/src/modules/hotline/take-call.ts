import type { Schema } from '@niangjia/api'

type Procedure = Schema<'Procedure'>
export type Move = Schema<'CaseMove'>

/** The kind of case that a call on the hotline is. */
export const CALL = 'voice.call'

/** What can be done with a call while it is taken down. */
export interface CallChoice {
  /** Code of the move. */
  code: string
  title: string
  /** The limit that it sets, if any. */
  limit: Schema<'CaseLimit'> | undefined
  /** What is written with it is the answer that the caller reads. */
  answers: boolean
  /** Something must be written with it. */
  note: boolean
}

/**
 * The moves from the first step that need nothing but a sentence: those that give a track, in the order of the tracks, and
 * before and after them those that answer at once.
 */
export function callChoices(p: Procedure | undefined): CallChoice[] {
  const first = p?.steps[0]?.code
  if (p === undefined || first === undefined) return []
  const closed = new Set(p.steps.filter((step) => step.closed === true).map((step) => step.code))
  const now = p.moves.filter((move) => (move.by ?? 'owner') === 'owner' && move.from.includes(first) && (move.fields ?? []).length === 0 && move.attachment !== true && (move.judged ?? 0) === 0)
  const choice = (move: Move): CallChoice => ({
    code: move.code,
    title: move.title,
    limit: p.tracks?.find((track) => track.code === move.track)?.limit,
    answers: move.answers === true,
    note: move.note === true,
  })
  const [atOnce, ...otherEnds] = now.filter((move) => move.answers === true && closed.has(move.to))
  const tracked = (p.tracks ?? []).flatMap((track) => now.filter((move) => move.track === track.code))
  return [...(atOnce ? [atOnce] : []), ...tracked, ...otherEnds].map(choice)
}
