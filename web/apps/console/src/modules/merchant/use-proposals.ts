import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { p } from './locales/proposals'

export type Proposal = Schema<'BenefitProposal'>
export type DiscountText = Schema<'BenefitDiscountText'>

export const PROPOSAL_KIND: Readonly<Record<Schema<'BenefitProposalState'>, 'good' | 'wait' | 'bad' | 'quiet'>> = { draft: 'quiet', proposed: 'wait', approved: 'good', returned: 'bad', withdrawn: 'quiet' }
export const PROPOSAL_STATES = Object.keys(p.states) as (keyof typeof p.states)[]
export const PROPOSAL_KINDS = Object.keys(p.kinds) as Schema<'BenefitProposalKind'>[]
export const PROPOSAL_FILTERS = ['state', 'kind', 'merchant_id', 'union_id'] as const

function conditions({ q, filters }: Pick<ListState<(typeof PROPOSAL_FILTERS)[number]>, 'q' | 'filters'>) {
  const { merchant_id, union_id } = filters
  return { q: q || undefined, merchant_id, union_id, state: PROPOSAL_STATES.find((one) => one === filters.state), kind: PROPOSAL_KINDS.find((one) => one === filters.kind) }
}
/** What merchants of the unions in sight propose. */
export function useProposals() {
  return useKeysetList({
    key: 'merchant-proposal',
    filters: PROPOSAL_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_proposals', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_proposals/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_proposals/export', permission: 'merchant.export', conditions },
  })
}
export function useProposal(merchant: Ref<string>, id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant-proposal', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/benefit_merchants/{id}/proposals/{proposal_id}', { params: { path: { id: merchant.value, proposal_id: id.value } } })), staleTime: 0 })
}

/** A proposal as it was seen. */
interface Seen {
  merchant: string
  id: string
  etag: string
}
const TOUCHES = [['merchant-proposal'], ['merchant']] as const
const at = ({ merchant, id, etag }: Seen) => ({ params: { path: { id: merchant, proposal_id: id } }, headers: { 'If-Match': etag } })
export function useApproveProposal() {
  return useCommand({ send: ({ version, ...seen }: Seen & { version: number }) => send(api.POST('/api/benefit_merchants/{id}/proposals/{proposal_id}/approve', { ...at(seen), body: { discount_version: version } })), touches: TOUCHES, done: p.approved })
}
export function useReturnProposal() {
  return useCommand({ send: ({ reason, ...seen }: Seen & { reason: string }) => send(api.POST('/api/benefit_merchants/{id}/proposals/{proposal_id}/return', { ...at(seen), body: { reason } })), touches: TOUCHES, done: p.returned })
}
