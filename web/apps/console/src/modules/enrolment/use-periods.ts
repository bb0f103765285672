import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type PeriodRow = Schema<'MutualPeriodRow'>
export type PeriodDetail = Schema<'MutualPeriodDetail'>
export type PeriodState = Schema<'MutualPeriodState'>
export type ProgressRow = Schema<'MutualProgressRow'>
export type ItemKind = Schema<'MutualItemKind'>

export const PERIOD_STATES = Object.keys(t.periodStates) as PeriodState[]
export const ITEM_KINDS = Object.keys(t.items) as ItemKind[]
export const PERIOD_FILTERS = ['union_id', 'state'] as const
function conditions({ filters }: Pick<ListState<(typeof PERIOD_FILTERS)[number]>, 'filters'>) {
  return { union_id: filters.union_id, state: PERIOD_STATES.find((one) => one === filters.state) }
}
export function usePeriods() {
  return useKeysetList({
    key: 'mutual-period',
    filters: PERIOD_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_periods', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/mutual_periods/export', permission: 'enrolment.export', conditions },
  })
}
/** Periods to choose among, newest first. */
export function usePeriodChoices(state?: PeriodState) {
  return useQuery({ queryKey: ['mutual-period', 'choices', state ?? ''], queryFn: async () => (await send(api.GET('/api/mutual_periods', { params: { query: { state, limit: 100 } } }))).items })
}
/** Schemes in force, of which a period may be made. */
export function useSchemesInForce() {
  return useQuery({ queryKey: ['scheme', 'in-force'], queryFn: async () => (await send(api.GET('/api/mutual_schemes', { params: { query: { state: 'in_force', limit: 100 } } }))).items })
}
export function usePeriod(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['mutual-period', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/mutual_periods/{id}', { params: { path: { id: id.value } } })), enabled: computed(() => id.value !== ''), staleTime: 0 })
}
export function useProgress(id: Ref<string>, place: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['mutual-period', 'progress', id.value, place.value]), queryFn: () => send(api.GET('/api/mutual_periods/{id}/progress', { params: { path: { id: id.value }, query: { union_id: place.value || undefined } } })), staleTime: 0 })
}
export function useTargets(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['mutual-period', 'targets', id.value]), queryFn: () => send(api.GET('/api/mutual_periods/{id}/targets', { params: { path: { id: id.value } } })), staleTime: 0 })
}
/** What a union has in a period. */
export function useUnit(period: Ref<string>, union: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['mutual-period', 'unit', period.value, union.value]),
    queryFn: () => send(api.GET('/api/mutual_periods/{id}/unit', { params: { path: { id: period.value }, query: { union_id: union.value } } })),
    enabled: computed(() => period.value !== '' && union.value !== ''),
    staleTime: 0,
  })
}

const TOUCHES = [['mutual-period']] as const
export function useCreatePeriod() {
  return useCommand({ send: (body: Schema<'NewMutualPeriod'>, headers) => send(api.POST('/api/mutual_periods', { body, headers })), touches: TOUCHES, tell: false })
}
export function useEditPeriod() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'MutualPeriodDraft'> }) => send(api.PATCH('/api/mutual_periods/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    tell: false,
  })
}
export function useSetTargets() {
  return useCommand({
    send: ({ id, targets }: { id: string; targets: Schema<'NewMutualTarget'>[] }, headers) => send(api.PUT('/api/mutual_periods/{id}/targets', { params: { path: { id } }, body: { targets }, headers })),
    touches: TOUCHES,
    done: t.target.saved,
  })
}
