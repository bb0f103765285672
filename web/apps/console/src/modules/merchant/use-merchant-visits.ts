import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { v } from './locales/visits'

export type MerchantVisit = Schema<'BenefitVisit'>

export const VISIT_KIND: Readonly<Record<Schema<'BenefitVisitState'>, 'good' | 'wait' | 'bad' | 'quiet'>> = { good: 'good', mend: 'wait', late: 'bad', mended: 'good' }
export const WAITING = ['mend', 'late'] as const
export const VISIT_FILTERS = ['state', 'from', 'to', 'merchant_id', 'union_id'] as const

function conditions({ q, filters }: Pick<ListState<(typeof VISIT_FILTERS)[number]>, 'q' | 'filters'>) {
  const { from, to, merchant_id, union_id } = filters
  return { q: q || undefined, from, to, merchant_id, union_id, state: WAITING.find((one) => one === filters.state) }
}
export function useMerchantVisits() {
  return useKeysetList({
    key: 'merchant-visit',
    filters: VISIT_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_visits', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_visits/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_visits/export', permission: 'merchant.export', conditions },
  })
}
/** How many visits to one merchant its page shows; the list has all of them. */
const SHOWN = 50
/** Visits to one merchant, the newest ones. */
export function useVisitsOf(merchant: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant-visit', 'of', merchant.value]), queryFn: () => send(api.GET('/api/benefit_visits', { params: { query: { merchant_id: merchant.value, limit: SHOWN } } })), staleTime: 0 })
}
export function useMerchantVisit(merchant: Ref<string>, id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant-visit', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/benefit_merchants/{id}/visits/{visit_id}', { params: { path: { id: merchant.value, visit_id: id.value } } })), enabled: computed(() => id.value !== ''), staleTime: 0 })
}
/** The checklist of today. */
export function useVisitItems() {
  return useQuery({ queryKey: ['merchant-visit', 'items'], queryFn: () => send(api.GET('/api/benefit_visit_items')) })
}

const TOUCHES = [['merchant-visit'], ['merchant']] as const
export function useAddVisit(merchant: Ref<string>) {
  return useCommand({ send: (body: Schema<'NewBenefitVisit'>, headers) => send(api.POST('/api/benefit_merchants/{id}/visits', { params: { path: { id: merchant.value } }, body, headers })), touches: TOUCHES, done: v.saved, tell: false })
}
export function useEditVisit() {
  return useCommand({
    send: ({ merchant, id, etag, body }: { merchant: string; id: string; etag: string; body: Schema<'NewBenefitVisit'> }) => send(api.PATCH('/api/benefit_merchants/{id}/visits/{visit_id}', { params: { path: { id: merchant, visit_id: id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: v.edited,
    tell: false,
  })
}
export function useMendVisit() {
  return useCommand({
    send: ({ merchant, id, etag, note }: { merchant: string; id: string; etag: string; note: string }) => send(api.POST('/api/benefit_merchants/{id}/visits/{visit_id}/mended', { params: { path: { id: merchant, visit_id: id } }, body: { note }, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: v.done,
  })
}
