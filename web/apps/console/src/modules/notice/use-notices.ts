import { api, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { useSession } from '../../shell/session'

export type Notice = Schema<'Notice'>

/** How many messages are not yet read; asked again every minute while the page is open. */
export function useUnread(): ComputedRef<number> {
  const session = useSession()
  const query = useQuery({
    queryKey: ['notice', 'unread'],
    queryFn: () => send(api.GET('/api/notices', { params: { query: { unread: true, limit: 1 } } })),
    enabled: computed(() => session.can('notice.read')),
    refetchInterval: 60_000,
  })
  return computed(() => query.data.value?.count?.value ?? 0)
}

/** The own messages, newest first, page after page. */
export function useNotices(unread: Ref<boolean>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['notice', 'list', unread.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/notices', { params: { query: { unread: unread.value, limit: 50, after: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
}

/** Marks a message as read. */
export function useReadNotice() {
  return useCommand({ send: (id: string) => send(api.POST('/api/notices/{id}/read', { params: { path: { id } } })), touches: [['notice', 'unread']] })
}
