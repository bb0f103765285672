import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { s } from './locales/statement'

export type Redemption = Schema<'BenefitRedemption'>
export type RedemptionState = Schema<'BenefitRedemptionState'>
export type Signal = Schema<'BenefitSignal'>

export const REDEMPTION_STATES = Object.keys(s.states) as RedemptionState[]
export const REDEMPTION_KIND: Readonly<Record<RedemptionState, 'good' | 'wait' | 'quiet'>> = { good: 'good', void: 'quiet', refunding: 'wait', refunded: 'quiet' }
export const REDEMPTION_FILTERS = ['state', 'merchant_id', 'campaign_id', 'from', 'to', 'union_id'] as const

function conditions({ q, filters }: Pick<ListState<(typeof REDEMPTION_FILTERS)[number]>, 'q' | 'filters'>) {
  const { union_id, merchant_id, campaign_id, from, to } = filters
  return { q: q || undefined, union_id, merchant_id, campaign_id, from, to, state: REDEMPTION_STATES.find((one) => one === filters.state) }
}
export function useRedemptions() {
  return useKeysetList({
    key: 'redemption',
    filters: REDEMPTION_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_redemptions', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_redemptions/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_redemptions/export', permission: 'redemption.export', conditions },
  })
}
const TOUCHES = [['redemption'], ['merchant'], ['statement'], ['benefit']] as const
type Mend = { row: Redemption; reason: string }
const path = (row: Redemption) => ({ merchant_id: row.merchant_id, id: row.id })
export function useVoidRedemption() {
  return useCommand({ send: ({ row, reason }: Mend, headers) => send(api.POST('/api/benefit_redemptions/{merchant_id}/{id}/void', { params: { path: path(row) }, body: { reason }, headers })), touches: TOUCHES, done: s.voided })
}
export function useRefundRedemption() {
  return useCommand({ send: ({ row, reason }: Mend, headers) => send(api.POST('/api/benefit_redemptions/{merchant_id}/{id}/refund', { params: { path: path(row) }, body: { reason }, headers })), touches: TOUCHES, done: s.refunded })
}
/** What looks odd in a time. */
export function useSignals(asked: Ref<(Record<'from' | 'to', string> & Partial<Record<'merchant_id', string>>) | undefined>) {
  return useQuery({
    queryKey: computed(() => ['redemption', 'signals', asked.value]),
    queryFn: async () => (await send(api.GET('/api/benefit_signals', { params: { query: asked.value ?? { from: '', to: '' } } }))).items,
    enabled: computed(() => asked.value !== undefined),
  })
}
