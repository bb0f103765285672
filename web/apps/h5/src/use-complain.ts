import { api, send } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import { computed } from 'vue'

/** What is asked of whoever complains about a merchant. */
export function useComplaintForm(merchant: Ref<string>, shop: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['me', 'complaint-form', merchant.value, shop.value]),
    queryFn: () => send(api.GET('/api/me/benefit_complaints/form', { params: { query: { merchant_id: merchant.value, ...(shop.value && { shop_id: shop.value }) } } })),
  })
}

/** Sends a complaint about a merchant, with its key. */
export const tellOfMerchant =
  (merchant: string, shop: string) =>
  ({ body, fields }: { body: string; fields: Record<string, string> }, headers: { 'Idempotency-Key': string }) =>
    send(api.POST('/api/me/benefit_complaints', { body: { merchant_id: merchant, shop_id: shop || null, body, fields }, headers }))
