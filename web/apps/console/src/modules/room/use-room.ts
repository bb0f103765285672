import { api, send } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../../shell/session'

/**
 * The address that workers' phones reach: the one that stands on the poster for joining, which may be another than the
 * one of the office; for those who may not see that poster, and where there is none, the one of this page.
 */
export function usePublicAddress(id: Ref<string>) {
  const session = useSession()
  const { data } = useQuery({
    queryKey: computed(() => ['join', 'poster', id.value]),
    queryFn: () => send(api.GET('/api/unions/{id}/join_code', { params: { path: { id: id.value } } })),
    enabled: computed(() => session.can('join.read')),
  })
  return computed(() => data.value?.public_url || location.origin)
}

/** Where the page for saying something without a name opens, for the union with this code. */
export function sayAddress(origin: string, code: string): string {
  return `${origin.replace(/\/$/, '')}/h5/#/say?u=${encodeURIComponent(code)}`
}
