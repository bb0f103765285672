import { OPEN_END, dayOf } from '@niangjia/ui'
import type { Column, Field, Target, TargetForm } from './use-exchange'

/** The last day of what is valid until further notice. */
export const FOREVER = OPEN_END as TargetForm['valid_to']

/** A column with nothing chosen. */
export function blankColumn(): Column {
  return { header: '', source: '', constant: '', day_format: 'dashes', code_use: 'label', map: {}, otherwise: null, required: false, max_length: 0 }
}

/** A target that nobody has filled in yet. */
export function blankForm(): TargetForm {
  const today = dayOf(Date.now()) as TargetForm['valid_from']
  return { name: '', kind: 'member', valid_from: today, valid_to: FOREVER, definition: { format: 'xlsx', encoding: 'utf8', columns: [blankColumn()] } }
}

/** What is edited of a target, as a copy of its own. */
export function formOf(target: Target): TargetForm {
  const { name, kind, valid_from, valid_to, definition } = target
  return JSON.parse(JSON.stringify({ name, kind, valid_from, valid_to, definition })) as TargetForm
}

/** The list with the item at `at` one place up or down; unchanged at the ends. */
export function moved<Item>(list: readonly Item[], at: number, by: -1 | 1): Item[] {
  const out = [...list]
  const to = at + by
  const item = out[at]
  if (item === undefined || to < 0 || to >= out.length) return out
  out.splice(at, 1)
  out.splice(to, 0, item)
  return out
}

/** How a column's value is converted: depends on what the field holds. */
export function conversionOf(field: Field | undefined): 'none' | 'day' | 'code' {
  if (!field) return 'none'
  if (field.is_day) return 'day'
  return field.codes.length > 0 ? 'code' : 'none'
}
