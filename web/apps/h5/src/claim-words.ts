import { claims } from './locales/mutual-claim'

/** A state of a claim, as the phone tells it. */
export type State = keyof typeof claims.state

export const isState = (state: string): state is State => state in claims.state

/** Which of the four steps a claim is at, from 0; one that ended without money is at none. */
const STEP: Readonly<Record<State, number | undefined>> = {
  prepared: 0,
  reckoned: 1,
  supplement: 1,
  reviewed: 1,
  second: 1,
  approved: 2,
  notice: 2,
  payable: 3,
  batched: 3,
  paid: 4,
  returned: 3,
  refused: undefined,
  withdrawn: undefined,
}
export const stepOf = (state: string): number | undefined => (isState(state) ? STEP[state] : undefined)

/** How a state is marked: done, the worker's turn, under way, or over without money. */
export function markOf(state: string): 'good' | 'turn' | 'going' | 'over' {
  if (state === 'paid') return 'good'
  if (state === 'supplement' || state === 'returned') return 'turn'
  return state === 'refused' || state === 'withdrawn' ? 'over' : 'going'
}

/** The plain name of a line of the reckoning; the server's own where this page knows none. */
export function lineName(code: string, label: string): string {
  return code in claims.trace.lines ? claims.trace.lines[code as keyof typeof claims.trace.lines] : label
}
