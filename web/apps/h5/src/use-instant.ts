import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

export type PublicInstant = Schema<'BenefitPublicInstant'>

/** Tickets that win at once, as everybody reads them. */
export function usePublicInstant(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['public', 'instant', id.value]),
    queryFn: () => send(api.GET('/api/public/benefit_instants/{id}', { params: { path: { id: id.value } } })),
  })
}
