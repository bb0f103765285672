import { parseDay } from '@niangjia/ui'
import type { Schema } from '@niangjia/api'
import { tidyDay, type FormValues, type SectionSpec } from '../../components/form-spec'
import { v } from './locales/visits'

type Visit = Schema<'BenefitVisitDetail'>

/** Codes that are kept as one text. */
export const codesOf = (value: string) => value.split(',').filter((one) => one !== '')

/** A visit as the form shows it; a new one is of today. */
export function visitValues(of: Visit | undefined, today: string, name: string): FormValues {
  if (!of) return { day: today, people: name, shop_id: '', met: '', mend_by: '', note: '' }
  const met = of.items.filter((item) => item.met).map((item) => item.code)
  return { day: of.day, people: of.people, shop_id: of.shop_id ?? '', met: met.join(','), mend_by: of.mend_by ?? '', note: of.note }
}

/** The fields of a visit. */
export function visitSections(today: string, shops: readonly { id: string; name: string }[]): SectionSpec[] {
  return [
    {
      title: v.title,
      fields: [
        { name: 'day', label: v.col.day, kind: 'day', required: true, check: (value) => ((parseDay(value) ?? '') > today ? v.future : undefined) },
        { name: 'people', label: v.col.people, required: true, maxLength: 60, example: v.peopleExample },
        { name: 'shop_id', label: v.col.shop, kind: 'select', options: [{ value: '', label: v.whole }, ...shops.map((one) => ({ value: one.id, label: one.name }))] },
        { name: 'met', label: v.met, kind: 'slot', wide: true, help: v.metHint },
        { name: 'mend_by', label: v.col.mendBy, kind: 'day', help: v.mendHint, check: (value, form) => (tidyDay(value) < tidyDay(form['day'] ?? '') ? v.badMend : undefined) },
        { name: 'note', label: v.col.note, kind: 'area', maxLength: 500, wide: true },
      ],
    },
  ]
}

/** The request that a filled-in form means. */
export function visitBody(form: FormValues, today: string): Schema<'NewBenefitVisit'> {
  return { day: parseDay(form['day'] ?? '') ?? today, people: (form['people'] ?? '').trim(), shop_id: form['shop_id'] || null, met: codesOf(form['met'] ?? ''), mend_by: parseDay(form['mend_by'] ?? '') ?? null, note: (form['note'] ?? '').trim() }
}
