import { api, send, type Schema } from '@niangjia/api'
import { toValue, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { g } from './locales/goods'

export type Parcel = Schema<'BenefitParcelRow'>
type ParcelState = Schema<'BenefitParcelState'>
export const PARCEL_STATES = Object.keys(g.desk.states) as ParcelState[]
export const PARCEL_KIND: Readonly<Record<ParcelState, 'good' | 'wait' | 'bad' | 'quiet'>> = { waiting: 'quiet', ready: 'wait', sent: 'wait', done: 'good', returned: 'bad', cancelled: 'quiet' }
export const PARCEL_FILTERS = ['state', 'point'] as const

function conditions({ q, filters }: Pick<ListState<(typeof PARCEL_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, state: PARCEL_STATES.find((one) => one === filters.state), point: filters.point ? Number(filters.point) : undefined }
}
/** Goods of a campaign on their way. */
export function useParcels(id: Ref<string>) {
  const path = () => ({ id: toValue(id) })
  return useKeysetList({
    key: 'benefit-parcel',
    filters: PARCEL_FILTERS,
    within: id,
    load: (state, signal) => send(api.GET('/api/benefit_campaigns/{id}/parcels', { params: { path: path(), query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_campaigns/{id}/parcels/count', { params: { path: path(), query: { ...conditions(state), exact } }, signal })),
    exports: { path: `/api/benefit_campaigns/${toValue(id)}/parcels/export`, permission: 'campaign.export', conditions },
  })
}
export const PARCEL_TOUCHES = [['benefit-parcel'], ['benefit-voucher'], ['benefit'], ['benefit-board']] as const
interface At {
  id: string
  serial: number
}
const at = ({ id, serial }: At) => ({ path: { id, serial } })
export function useSendParcel() {
  return useCommand({ send: ({ body, ...of }: At & { body: Schema<'BenefitParcelSent'> }, headers) => send(api.POST('/api/benefit_campaigns/{id}/parcels/{serial}/send', { params: at(of), body, headers })), touches: PARCEL_TOUCHES, done: g.desk.sent })
}
export function useFinishParcel() {
  return useCommand({ send: ({ version, ...of }: At & { version: number }, headers) => send(api.POST('/api/benefit_campaigns/{id}/parcels/{serial}/finish', { params: at(of), body: { version }, headers })), touches: PARCEL_TOUCHES, done: g.desk.finished })
}
export function useReturnParcel() {
  return useCommand({ send: ({ version, reason, ...of }: At & { version: number; reason: string }, headers) => send(api.POST('/api/benefit_campaigns/{id}/parcels/{serial}/return', { params: at(of), body: { version, reason }, headers })), touches: PARCEL_TOUCHES, done: g.desk.backed })
}
