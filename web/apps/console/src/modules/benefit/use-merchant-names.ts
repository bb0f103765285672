import { api, send } from '@niangjia/api'

/** Merchants under contract whose names begin so; without a beginning, the first ones. */
export async function findMerchants(q: string) {
  const page = await send(api.GET('/api/benefit_merchants', { params: { query: { q: q || undefined, state: 'contracted', limit: 20 } } }))
  return page.items.map((row) => ({ value: row.id, label: row.name }))
}
