import type { Schema } from '@niangjia/api'

/** How many payments a batch of the chosen kinds would have, and their sum in 分; people without a card are in neither. */
export function planned(payable: Pick<Schema<'MutualPayable'>, 'claims' | 'refunds'>, kinds: { claims: boolean; refunds: boolean }): { count: number; amount: number } {
  const parts = [...(kinds.claims ? [payable.claims] : []), ...(kinds.refunds ? [payable.refunds] : [])]
  return { count: parts.reduce((all, part) => all + part.count, 0), amount: parts.reduce((all, part) => all + part.amount_fen, 0) }
}
