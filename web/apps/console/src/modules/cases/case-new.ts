import type { Schema } from '@niangjia/api'
import type { FormValues } from '../../components/form-spec'
import { sentFields } from './case-deed'
import { CHANNELS, REPORTERS } from './case-filters'

type Field = Schema<'CaseField'>

/** How a field of a procedure is named in the form; the server points at it by the same name. */
export const fieldName = (code: string) => `fields/${code}`

/** Whether a text is a mobile number; separators do not count. */
export function isMobile(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text.replace(/[\s-]/g, ''))
}

/** The request that a filled-in form means; an anonymous reporter leaves no name and no phone. */
export function caseForm(form: FormValues, fields: readonly Field[]): Schema<'CaseForm'> {
  const text = (name: string) => (form[name] ?? '').trim()
  const reporter = REPORTERS.find((known) => known === text('reporter')) ?? 'named'
  const known = reporter === 'anonymous' ? '' : undefined
  const typed = Object.fromEntries(fields.map((field) => [field.code, text(fieldName(field.code))]))
  const filled = fields.filter((field) => typed[field.code] !== '')
  return {
    kind: text('kind'),
    union_id: text('union_id'),
    title: text('title'),
    body: text('body'),
    fields: sentFields(filled, typed),
    channel: CHANNELS.find((one) => one === text('channel')) ?? 'call',
    reporter,
    reporter_name: known ?? text('reporter_name'),
    reporter_phone: known ?? text('reporter_phone'),
    employer_id: text('employer_id') || undefined,
    employer_name: text('employer_id') === '' ? text('employer_name') : '',
  }
}
