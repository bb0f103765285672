import { api, send, type Schema } from '@niangjia/api'
import { toValue, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type Voucher = Schema<'BenefitVoucherRow'>
export type VoucherState = Schema<'BenefitVoucherState'>
export const VOUCHER_STATES = Object.keys(t.voucher.states) as VoucherState[]
export const VOUCHER_KIND: Readonly<Record<VoucherState, 'good' | 'wait' | 'bad' | 'quiet'>> = { held: 'wait', used: 'good', expired: 'quiet', void: 'bad', blank: 'quiet' }
export const VOUCHER_FILTERS = ['state'] as const

function conditions({ q, filters }: Pick<ListState<(typeof VOUCHER_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, state: VOUCHER_STATES.find((one) => one === filters.state) }
}
/** What a campaign gave out. */
export function useVouchers(id: Ref<string>) {
  const path = () => ({ id: toValue(id) })
  return useKeysetList({
    key: 'benefit-voucher',
    filters: VOUCHER_FILTERS,
    within: id,
    load: (state, signal) => send(api.GET('/api/benefit_campaigns/{id}/vouchers', { params: { path: path(), query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_campaigns/{id}/vouchers/count', { params: { path: path(), query: { ...conditions(state), exact } }, signal })),
    exports: { path: `/api/benefit_campaigns/${toValue(id)}/vouchers/export`, permission: 'campaign.export', conditions },
  })
}
export function useVoidVoucher() {
  return useCommand({
    send: ({ id, serial, reason }: { id: string; serial: number; reason: string }, headers) => send(api.POST('/api/benefit_campaigns/{id}/vouchers/{serial}/void', { params: { path: { id, serial } }, body: { reason }, headers })),
    touches: [['benefit-voucher'], ['benefit'], ['benefit-board']],
    done: t.voucher.voided,
  })
}
