import { api, send } from '@niangjia/api'
import { useQueries } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

/** Names of several unions; the id until one is known. */
export function useUnionNames(ids: Ref<readonly string[]>): (id: string) => string {
  const found = useQueries({ queries: computed(() => ids.value.map((id) => ({ queryKey: ['union', 'one', id], queryFn: () => send(api.GET('/api/unions/{id}', { params: { path: { id } } })) }))) })
  return (id) => found.value[ids.value.indexOf(id)]?.data?.name ?? id
}
