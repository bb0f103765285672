import type { Schema } from '@niangjia/api'
import type { ListState } from '../../composables/use-keyset-list'

export type ClaimState = Schema<'MutualClaimState'>
export type ClaimItem = Schema<'MutualItemKind'>
export type ClaimChannel = Schema<'MutualClaimChannel'>

/** The states of a claim in the order in which it walks through them. */
export const CLAIM_STATES: readonly ClaimState[] = ['prepared', 'reckoned', 'supplement', 'reviewed', 'second', 'approved', 'notice', 'payable', 'batched', 'paid', 'returned', 'refused', 'withdrawn']
export const CLAIM_ITEMS: readonly ClaimItem[] = ['hospital', 'critical', 'female', 'accident', 'gift']
export const CLAIM_CHANNELS: readonly ClaimChannel[] = ['settlement', 'phone', 'union', 'window']
/** The states that somebody at the desk waits for, each a view of its own. */
export const CLAIM_VIEWS = ['reckoned', 'reviewed', 'second', 'supplement', 'approved', 'notice', 'payable', 'returned', 'refused', 'paid'] as const satisfies readonly ClaimState[]

/** How a state is marked: done, awaited from somebody, gone wrong, resting. */
export const STATE_KIND: Readonly<Record<ClaimState, 'good' | 'wait' | 'bad' | 'quiet'>> = {
  prepared: 'quiet',
  reckoned: 'wait',
  supplement: 'wait',
  reviewed: 'wait',
  second: 'wait',
  approved: 'good',
  notice: 'good',
  payable: 'good',
  batched: 'good',
  paid: 'good',
  returned: 'bad',
  refused: 'bad',
  withdrawn: 'quiet',
}

/** What stands in the address bar beside search and page. */
export const CLAIM_FILTERS = ['state', 'item', 'channel', 'union_id', 'settlement_id', 'notice_id', 'scheme_id', 'person_id', 'signals', 'least', 'most', 'from', 'to'] as const
export type ClaimFilterName = (typeof CLAIM_FILTERS)[number]

/** Yuan of a filter in 分; nothing where it is no whole number. */
function yuan(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) * 100 : undefined
}

/** The conditions of the list, as its endpoint reads them; words that mean nothing are left out. */
export function claimConditions({ q, filters }: Pick<ListState<ClaimFilterName>, 'q' | 'filters'>) {
  return {
    q: q || undefined,
    state: CLAIM_STATES.find((one) => one === filters.state),
    item: CLAIM_ITEMS.find((one) => one === filters.item),
    channel: CLAIM_CHANNELS.find((one) => one === filters.channel),
    union_id: filters.union_id,
    settlement_id: filters.settlement_id,
    notice_id: filters.notice_id,
    scheme_id: filters.scheme_id,
    person_id: filters.person_id,
    signals: filters.signals === 'yes' ? true : filters.signals === 'no' ? false : undefined,
    least_fen: yuan(filters.least),
    most_fen: yuan(filters.most),
    from: filters.from,
    to: filters.to,
  }
}
