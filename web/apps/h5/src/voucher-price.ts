import type { Schema } from '@niangjia/api'
import { formatFen } from '@niangjia/ui'
import { benefit } from './locales/benefit'
import { parcel } from './locales/parcel'

/** What a member pays for what a voucher gives, and where: nobody goes to a shop for what is sent. */
export function payText(pays_fen: number, way: Schema<'BenefitDeliveryWay'> | null | undefined): string {
  if (way === 'sent') return parcel.sentFree
  if (pays_fen > 0) return benefit.pays(formatFen(pays_fen))
  return way === 'fetched' ? parcel.fetchFree : benefit.free
}
