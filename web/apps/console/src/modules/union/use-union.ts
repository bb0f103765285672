import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'

/** One union with the tag that an edit must bring back. */
export function useUnionForEdit(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['union', 'edit', id.value]),
    queryFn: () => sendTagged(api.GET('/api/unions/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
    gcTime: 0,
  })
}

export function useCreateUnion() {
  return useCommand({
    send: (body: Schema<'UnionForm'>, headers) => send(api.POST('/api/unions', { body, headers })),
    touches: [['union']],
    tell: false,
  })
}

export function useUpdateUnion() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'UnionForm'> }) =>
      send(api.PATCH('/api/unions/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: [['union']],
    tell: false,
  })
}
