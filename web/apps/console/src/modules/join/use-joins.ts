import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'

export type JoinRow = Schema<'JoinRow'>
export type JoinResult = Schema<'JoinResult'>

export const JOIN_FILTERS = ['state', 'union_id'] as const
type Name = (typeof JOIN_FILTERS)[number]
const STATES = ['applied', 'approved', 'refused', 'withdrawn', 'expired'] as const
const TOUCHES = [['join'], ['home'], ['member'], ['transfer'], ['union']] as const

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, state: STATES.find((known) => known === filters.state), union_id: filters.union_id }
}

/** Applications in sight: those that wait, oldest first; or those that ended, newest first. */
export function useJoins() {
  return useKeysetList({
    key: 'join',
    filters: JOIN_FILTERS,
    load: (state, signal) => send(api.GET('/api/joins', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/joins/export', permission: 'join.export', conditions },
    countAll: (state, exact, signal) => send(api.GET('/api/joins/count', { params: { query: { ...conditions(state), exact } }, signal })),
  })
}

/** One application, numbers masked. */
export function useJoin(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['join', 'one', id.value]),
    queryFn: () => send(api.GET('/api/joins/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

/** Approves applications, each by itself. */
export function useApprove() {
  return useCommand({
    send: (ids: string[], headers) => send(api.POST('/api/joins/approve', { body: { ids }, headers })),
    touches: TOUCHES,
  })
}

/** Refuses one with a reason. */
export function useRefuse() {
  return useCommand({
    send: ({ id, reason, note }: { id: string; reason: string; note: string }, headers) => send(api.POST('/api/joins/{id}/refuse', { params: { path: { id } }, body: { reason, note }, headers })),
    touches: TOUCHES,
  })
}

/** A sealed value in full, for a stated purpose. */
export function useRevealJoin() {
  return useCommand({
    send: ({ id, field, purpose }: { id: string; field: 'document' | 'phone'; purpose: string }, headers) => send(api.POST('/api/joins/{id}/reveal', { params: { path: { id } }, body: { field, purpose }, headers })),
    touches: [],
  })
}

/** What a union's poster says; `null` if it has none. */
export function usePoster(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['join', 'poster', id.value]),
    queryFn: () => send(api.GET('/api/unions/{id}/join_code', { params: { path: { id: id.value } } })),
  })
}

/** Makes the code, or renews it. */
export function useKeepPoster(id: Ref<string>, done: (renewed: boolean) => string) {
  let renewed = false
  return useCommand({
    send: (renew: boolean, headers) => {
      renewed = renew
      return send(api.POST('/api/unions/{id}/join_code', { params: { path: { id: id.value } }, body: { renew }, headers }))
    },
    touches: [['join', 'poster']],
    done: () => done(renewed),
  })
}
