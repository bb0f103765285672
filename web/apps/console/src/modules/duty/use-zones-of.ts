import { api, send } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useSession } from '../../shell/session'

/** Zones offered for a place of duty. */
const MOST = 200

/** The open zones of a union and those beneath it, where the account may see them. */
export function useZonesOf(union: Ref<string>) {
  const session = useSession()
  return useQuery({
    queryKey: computed(() => ['zone', 'of', union.value]),
    queryFn: async () => (await send(api.GET('/api/zones', { params: { query: { union_id: union.value, limit: MOST } } }))).items,
    enabled: computed(() => union.value !== '' && session.can('zone.read')),
  })
}
