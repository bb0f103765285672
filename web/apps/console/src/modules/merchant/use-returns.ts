import { api, send, type Schema } from '@niangjia/api'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { r } from './locales/returns'

export type Return = Schema<'BenefitReturnRow'>

export const RETURN_FILTERS = ['from', 'to', 'merchant_id', 'union_id'] as const

/** `2026-10`, `2026.10`, `202610` or `2026年10月` as a number; nothing if it is no month. */
export function monthOf(text: string): number | undefined {
  const match = /^(\d{4})\s*[-./\u5e74]?\s*(\d{1,2})\s*\u6708?$/.exec(text.normalize('NFKC').trim())
  const month = match ? Number(match[2]) : 0
  return match && month >= 1 && month <= 12 ? Number(match[1]) * 100 + month : undefined
}
/** `202610` as people write it. */
export function monthText(month: number): string {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`
}
function conditions({ q, filters }: Pick<ListState<(typeof RETURN_FILTERS)[number]>, 'q' | 'filters'>) {
  const { union_id, merchant_id, from, to } = filters
  return { q: q || undefined, union_id, merchant_id, from: monthOf(from ?? ''), to: monthOf(to ?? '') }
}
export function useReturns() {
  return useKeysetList({
    key: 'return',
    filters: RETURN_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_returns', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_returns/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_returns/export', permission: 'merchant.export', conditions },
  })
}
/** What was told of a month of a discount; nothing if nobody told. */
export async function returnOf(merchant: string, discount: string, month: number): Promise<Return | undefined> {
  const found = await send(api.GET('/api/benefit_returns', { params: { query: { merchant_id: merchant, from: month, to: month, limit: 200 } } }))
  return found.items.find((one) => one.discount_id === discount)
}
export function usePutReturn() {
  return useCommand({ send: (body: Schema<'BenefitReturnTold'>, headers) => send(api.POST('/api/benefit_returns', { body, headers })), touches: [['return'], ['benefit', 'figures']], done: r.saved, tell: false })
}
