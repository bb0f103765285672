import { api, send, type Schema } from '@niangjia/api'
import { toValue, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { c } from './locales/codes'

export type Code = Schema<'BenefitCodeRow'>
export type CodeState = Schema<'BenefitCodeState'>
export const CODE_STATES = Object.keys(c.states) as CodeState[]
export const CODE_KIND: Readonly<Record<CodeState, 'good' | 'wait' | 'bad' | 'quiet'>> = { left: 'quiet', held: 'wait', used: 'good', expired: 'quiet', void: 'bad' }
export const CODE_FILTERS = ['state'] as const
/** What changes when codes are loaded, emptied or settled. */
export const CODE_CHANGES = [['benefit-code'], ['benefit'], ['benefit-voucher'], ['benefit-board'], ['redemption']] as const

function conditions({ q, filters }: Pick<ListState<(typeof CODE_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, state: CODE_STATES.find((one) => one === filters.state) }
}
/** The pool of a campaign. */
export function useCodes(id: Ref<string>) {
  const path = () => ({ id: toValue(id) })
  return useKeysetList({
    key: 'benefit-code',
    filters: CODE_FILTERS,
    within: id,
    load: (state, signal) => send(api.GET('/api/benefit_campaigns/{id}/codes', { params: { path: path(), query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_campaigns/{id}/codes/count', { params: { path: path(), query: { ...conditions(state), exact } }, signal })),
    exports: { path: `/api/benefit_campaigns/${toValue(id)}/codes/export`, permission: 'campaign.export', conditions },
  })
}
export function useClearCodes() {
  return useCommand({ send: ({ id, reason }: { id: string; reason: string }) => send(api.POST('/api/benefit_campaigns/{id}/codes/clear', { params: { path: { id } }, body: { reason } })), touches: [['benefit-code'], ['benefit']], done: c.cleared })
}
/** A code in full, for a purpose that is recorded. */
export function useRevealCode() {
  return useCommand({ send: ({ id, serial, purpose }: { id: string; serial: number; purpose: string }) => send(api.POST('/api/benefit_campaigns/{id}/codes/{serial}/reveal', { params: { path: { id, serial } }, body: { purpose } })), touches: [], tell: false })
}
