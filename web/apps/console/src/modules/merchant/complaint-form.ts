import type { Schema } from '@niangjia/api'
import type { FormValues } from '../../components/form-spec'
import { sentFields } from '../cases/case-deed'
import { fieldName } from '../cases/case-new'

/** How a complaint comes in at the desk. */
export const DESK_CHANNELS = ['call', 'visit', 'letter'] as const satisfies readonly Schema<'Channel'>[]

/** The request that a filled-in form means; fields that were left empty are not sent. */
export function complaintBody(form: FormValues, fields: readonly Schema<'CaseField'>[]): Schema<'BenefitComplaintForSomebody'> {
  const text = (name: string) => (form[name] ?? '').trim()
  const typed = Object.fromEntries(fields.map((field) => [field.code, text(fieldName(field.code))]))
  return {
    shop_id: text('shop_id') || null,
    channel: DESK_CHANNELS.find((one) => one === text('channel')) ?? 'call',
    reporter_name: text('reporter_name'),
    reporter_phone: text('reporter_phone'),
    body: text('body'),
    fields: sentFields(
      fields.filter((field) => typed[field.code] !== ''),
      typed,
    ),
  }
}
