import { api, send, type Schema } from '@niangjia/api'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { u } from './locales/uses'

export type Use = Schema<'BenefitUse'>
export type UseState = Schema<'BenefitUseState'>

export const USE_STATES = Object.keys(u.states) as UseState[]
export const USE_FILTERS = ['state', 'from', 'to', 'merchant_id', 'discount_id', 'number', 'union_id'] as const

function conditions({ q, filters }: Pick<ListState<(typeof USE_FILTERS)[number]>, 'q' | 'filters'>) {
  const { union_id, merchant_id, discount_id, number, from, to } = filters
  return { q: q || undefined, union_id, merchant_id, discount_id, number, from, to, state: USE_STATES.find((one) => one === filters.state) }
}
/** Uses of standing discounts that tills recorded. */
export function useUses() {
  return useKeysetList({
    key: 'discount-use',
    filters: USE_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_uses', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_uses/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_uses/export', permission: 'redemption.export', conditions },
  })
}
