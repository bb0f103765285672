import type { ClaimDetail, ClaimRow } from './use-claims'

/** What may be decided of a claim, in the order in which it is offered. */
export const CLAIM_DEEDS = ['review', 'approve', 'ask', 'answer', 'refuse', 'decline', 'reckon', 'withdraw'] as const
export type ClaimDeed = (typeof CLAIM_DEEDS)[number]

/** What the reader may decide of a claim now, as the server says it; who may refuse as officer and as manager is asked once. */
export function decisionsOf({ may }: Pick<ClaimDetail, 'may'>): ClaimDeed[] {
  return CLAIM_DEEDS.filter((deed) => may[deed] && !(deed === 'decline' && may.refuse))
}

/** Whether a claim of a list can be agreed to together with others: its state is the one that waits for this deed. */
export function bulkOf(deed: 'review' | 'approve', row: Pick<ClaimRow, 'state' | 'benefit_fen'>): boolean {
  const waits = deed === 'review' ? row.state === 'reckoned' : row.state === 'reviewed' || row.state === 'second'
  return waits && row.benefit_fen > 0
}
