import { api, send } from '@niangjia/api'
import { useMutation, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

/** The own covers, latest period first. */
export function useOwnCovers() {
  return useQuery({ queryKey: ['me', 'covers'], queryFn: () => send(api.GET('/api/me/covers')) })
}

/** The certificate of an own cover. */
export function useCoverPaper(period_id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['me', 'covers', period_id.value]),
    queryFn: () => send(api.GET('/api/me/covers/{period_id}/certificate', { params: { path: { period_id: period_id.value } } })),
  })
}

/** What a certificate of cover says: asked by whoever holds it, signed in or not. */
export function useVerifyCover() {
  return useMutation({ mutationFn: (body: { number: string; code: string }) => send(api.POST('/api/mutual_certificates/verify', { body })) })
}
