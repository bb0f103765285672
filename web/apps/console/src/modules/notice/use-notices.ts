import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'

export type Notice = Schema<'Notice'>

/** How many messages are not yet read; asked again every minute while the page is open. */
export function useUnread(): ComputedRef<number> {
  const query = useQuery({
    queryKey: ['notice', 'unread'],
    queryFn: () => send(api.GET('/api/notices', { params: { query: { unread: true, limit: 1 } } })),
    refetchInterval: 60_000,
  })
  return computed(() => query.data.value?.count?.value ?? 0)
}
