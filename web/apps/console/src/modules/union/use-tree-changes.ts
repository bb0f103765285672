import { api, send, type Schema } from '@niangjia/api'
import { dayOf } from '@niangjia/ui'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'

export type TreeChange = Schema<'ChangeDocument'>
export type ChangeOrder = Schema<'ChangeOrder'>
export type ChangeKind = Schema<'ChangeKind'>

/** While a change is being worked on it is asked how far it is, ms. */
const ASK_AGAIN = 1000

/** Changes of a union and those that brought something to it. */
export function useTreeChanges(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['union', 'tree-changes', id.value]),
    queryFn: () => send(api.GET('/api/unions/{id}/tree-changes', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    refetchInterval: (query) => (query.state.data?.some(isMoving) ? ASK_AGAIN : false),
  })
}

/** Whether something is still to come of a change by itself. */
export function isMoving(change: TreeChange): boolean {
  return change.state === 'working' || (change.state === 'planned' && change.day <= dayOf(Date.now()))
}

/** What a change would touch; changes nothing. */
export function previewChange(id: string, body: ChangeOrder) {
  return send(api.POST('/api/unions/{id}/tree-changes/preview', { params: { path: { id } }, body }))
}

/** How often a change that has begun is asked for, and how often at most. */
const [FOLLOW_MS, FOLLOW_TIMES] = [500, 240]

/** Waits for the end of a change whose day has come, and reads again what it has touched. */
export function useFollowChange() {
  const queryClient = useQueryClient()
  return async (id: string, change: string) => {
    for (let times = 0; times < FOLLOW_TIMES; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS))
      const all = await send(api.GET('/api/unions/{id}/tree-changes', { params: { path: { id } } }))
      const one = all.find((known) => known.id === change)
      if (one && (one.state === 'working' || one.state === 'planned')) continue
      await Promise.all([['union'], ['member'], ['employer'], ['home']].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
      return
    }
  }
}

export function useOrderChange() {
  return useCommand({
    send: ({ id, body }: { id: string; body: ChangeOrder }, headers) => send(api.POST('/api/unions/{id}/tree-changes', { params: { path: { id } }, body, headers })),
    touches: [['union'], ['member'], ['employer'], ['home']],
    tell: false,
  })
}

export function useCancelChange(done: string) {
  return useCommand({
    send: ({ id, change }: { id: string; change: string }) => send(api.POST('/api/unions/{id}/tree-changes/{change_id}/cancel', { params: { path: { id, change_id: change } } })),
    touches: [['union']],
    done,
  })
}
