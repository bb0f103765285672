import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'

export type DataRequestRow = Schema<'DataRequestRow'>
export type DataRequestDocument = Schema<'DataRequestDocument'>

export const REQUEST_FILTERS = ['state', 'kind', 'due', 'union_id'] as const
type Name = (typeof REQUEST_FILTERS)[number]
const STATES = ['open', 'accepted', 'refused', 'withdrawn'] as const
const KINDS = ['correction', 'erasure', 'flag', 'copy'] as const
const DUES = ['soon', 'overdue'] as const
const TOUCHES = [['data-request'], ['home'], ['member']] as const

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return {
    q: q || undefined,
    state: STATES.find((known) => known === filters.state),
    kind: KINDS.find((known) => known === filters.kind),
    due: DUES.find((known) => known === filters.due),
    union_id: filters.union_id,
  }
}

/** Requests in sight: open ones by their last day, or those that ended. */
export function useDataRequests() {
  return useKeysetList({
    key: 'data-request',
    filters: REQUEST_FILTERS,
    load: (state, signal) => send(api.GET('/api/data_requests', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/data_requests/export', permission: 'data_request.export', conditions },
    countAll: (state, exact, signal) => send(api.GET('/api/data_requests/count', { params: { query: { ...conditions(state), exact } }, signal })),
  })
}

/** One request with old, present and wanted values. */
export function useDataRequest(of: Ref<DataRequestRow | undefined>) {
  return useQuery({
    queryKey: computed(() => ['data-request', 'one', of.value?.id ?? '']),
    queryFn: () => send(api.GET('/api/members/{id}/data_requests/{request_id}', { params: { path: { id: of.value?.person_id ?? '', request_id: of.value?.id ?? '' } } })),
    enabled: computed(() => of.value !== undefined),
  })
}

/** Accepts or refuses a request as it was read. */
export function useAnswer() {
  return useCommand({
    send: ({ of, how, answer }: { of: DataRequestDocument; how: 'accept' | 'refuse'; answer: string }, headers) => {
      const spec = { params: { path: { id: of.person_id, request_id: of.id } }, body: { answer }, headers: { ...headers, 'If-Match': `"${of.version}"` } }
      return send(how === 'accept' ? api.POST('/api/members/{id}/data_requests/{request_id}/accept', spec) : api.POST('/api/members/{id}/data_requests/{request_id}/refuse', spec))
    },
    touches: TOUCHES,
  })
}

/** Who will be erased within a month. */
export function useErasedSoon() {
  return useQuery({ queryKey: ['data-request', 'soon'], queryFn: () => send(api.GET('/api/retention/soon')) })
}

/** Runs of the erasure of people who have left. */
export function useRetentionRuns() {
  return useKeysetList({
    key: 'retention-run',
    filters: [] as const,
    exports: { path: '/api/retention/runs/export', permission: 'retention.export' },
    load: (state, signal) => send(api.GET('/api/retention/runs', { params: { query: { after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
  })
}
