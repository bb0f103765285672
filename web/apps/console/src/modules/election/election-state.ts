import type { Election } from './use-elections'

/** The steps in the order in which they are drawn. */
export const STEPS = ['applied', 'preparing', 'called', 'voted', 'reported', 'approved'] as const

/** How far an election is among the drawn steps. */
export function stepAt(election: Election): number {
  return STEPS.findIndex((step) => step === election.state)
}

export function electionTone(state: Election['state']): 'good' | 'wait' | 'bad' | 'quiet' {
  if (state === 'approved') return 'good'
  if (state === 'refused') return 'bad'
  return state === 'cancelled' ? 'quiet' : 'wait'
}

/** An exact share of the dated rules. */
export interface Share {
  numerator: number
  denominator: number
}

/** The least number of people for a valid meeting: at least the share of those who may vote. */
export function quorumOf(entitled: number, { numerator, denominator }: Share): number {
  return Math.ceil((entitled * numerator) / denominator)
}

/** The least number of votes of the elected: more than the share of those who may vote. */
export function passOf(entitled: number, { numerator, denominator }: Share): number {
  return Math.floor((entitled * numerator) / denominator) + 1
}

/** How many candidates there should be at least for so many seats. */
export function candidatesFor(seats: number, { numerator, denominator }: Share): number {
  return Math.ceil(seats + (seats * numerator) / denominator)
}

/** The letters of an election: each once what it says has happened. */
export function lettersOf(election: Pick<Election, 'started_on' | 'held_on' | 'state'>): ('request' | 'start' | 'result' | 'approval')[] {
  return ['request', ...(election.started_on ? (['start'] as const) : []), ...(election.held_on ? (['result'] as const) : []), ...(election.state === 'approved' ? (['approval'] as const) : [])]
}

/** A day as official papers write it: 2026年6月1日. */
export function paperDay(day: string | null | undefined): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '')
  return found ? `${found[1]}\u5e74${Number(found[2])}\u6708${Number(found[3])}\u65e5` : ''
}

/** Whole days from one day to another; negative if it lies behind. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** What may be done now, by whom: the union itself or the one above. */
export function deedsOf(election: Election): { own: ('congress' | 'votes' | 'report' | 'cancel')[]; above: ('answer' | 'approval')[] } {
  switch (election.state) {
    case 'applied':
      return { own: ['cancel'], above: ['answer'] }
    case 'preparing':
      return { own: ['congress', 'cancel'], above: [] }
    case 'called':
      return { own: ['congress', 'votes', 'cancel'], above: [] }
    case 'voted':
      return { own: ['votes', 'report', 'cancel'], above: [] }
    case 'reported':
      return { own: [], above: ['approval'] }
    default:
      return { own: [], above: [] }
  }
}
