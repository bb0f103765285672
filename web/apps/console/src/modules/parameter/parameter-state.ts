import type { Schema } from '@niangjia/api'

export type Parameter = Schema<'ParameterRow'>
export type Value = Schema<'ParameterValueRow'>

/** Where a value stands today, for the page: an approved one holds, comes, or is over. */
export function standOf(value: Pick<Value, 'state' | 'in_force' | 'valid_from'>, today: string): { key: 'open' | 'rejected' | 'withdrawn' | 'in_force' | 'coming' | 'past'; kind: 'good' | 'wait' | 'bad' | 'quiet' } {
  if (value.state === 'open') return { key: 'open', kind: 'wait' }
  if (value.state === 'rejected') return { key: 'rejected', kind: 'bad' }
  if (value.state === 'withdrawn') return { key: 'withdrawn', kind: 'quiet' }
  if (value.in_force) return { key: 'in_force', kind: 'good' }
  return value.valid_from > today ? { key: 'coming', kind: 'wait' } : { key: 'past', kind: 'quiet' }
}

/** Values in one line; the area is named where there is more than the general value. */
export function valuesText(values: readonly Pick<Value, 'shown' | 'area' | 'area_name'>[]): string {
  return values.map((value) => (value.area === '' ? value.shown : `${value.shown}\uff08${value.area_name}\uff09`)).join('\uff1b')
}

/** Whether all values of a parameter were read in their sources. */
export function isVerified(values: readonly Pick<Value, 'mark'>[]): boolean {
  return values.every((value) => value.mark.startsWith('V'))
}

/** Whether a text may be the code of a division. */
export function isArea(text: string): boolean {
  return /^(\d{6}|\d{9})$/.test(text)
}
