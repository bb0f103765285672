import type { Schema } from '@niangjia/api'
import { parseDay } from '@niangjia/ui'
import { tidyDay, type FormValues, type SectionSpec } from '../../components/form-spec'
import { daysOf, monthDays, namedDays } from './discount-days'
import { p } from './locales/proposals'
import { t } from './locales/zh'

/** The form of a discount. What has begun keeps its first day, and the way in which it is given stays for good. */
export function discountSections(known: Schema<'BenefitDiscount'> | undefined, today: string): SectionSpec[] {
  const begun = known !== undefined && known.from <= today ? p.begun : undefined
  return [
    {
      title: t.discount.title,
      fields: [
        { name: 'title', label: t.discount.name, required: true, maxLength: 30, example: t.discount.nameExample },
        { name: 'detail', label: t.discount.detail, kind: 'area', maxLength: 200 },
        known === undefined
          ? { name: 'how', label: t.discount.how, kind: 'radio', required: true, options: [{ value: 'show', label: t.discount.hows.show }, { value: 'code', label: t.discount.hows.code }] }
          : { name: 'how_label', label: t.discount.how, fixed: p.wayFixed },
        { name: 'times', label: t.discount.perDay, required: true, maxLength: 2, hidden: (form) => form.how !== 'code', check: (value) => (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 20 ? undefined : t.discount.badTimes) },
        { name: 'from', label: t.discount.from, kind: 'day', required: true, fixed: begun },
        { name: 'to', label: t.discount.to, kind: 'day', help: t.discount.toHint, check: (value, form) => (tidyDay(value) < tidyDay(form.from ?? '') ? t.badSpan : undefined) },
      ],
    },
    {
      title: t.discount.days,
      fields: [
        { name: 'week', label: t.discount.week, kind: 'slot', wide: true, help: t.discount.daysHint },
        { name: 'month', label: t.discount.month, maxLength: 120, example: t.discount.monthExample, check: (value) => (monthDays(value) ? undefined : t.discount.badMonth) },
        { name: 'dates', label: t.discount.dates, kind: 'area', maxLength: 900, example: t.discount.datesExample, check: (value) => (namedDays(value) ? undefined : t.discount.badDates) },
      ],
    },
  ]
}

/** What the form shows of a discount; of none, a new one from today. */
export function discountValues(of: Schema<'BenefitDiscount'> | undefined, today: string): FormValues {
  const days = of?.days
  return {
    title: of?.title ?? '',
    detail: of?.detail ?? '',
    how: of?.by_code ? 'code' : 'show',
    how_label: of?.by_code ? t.discount.hows.code : t.discount.hows.show,
    times: String(of?.per_day ?? 1),
    from: of?.from ?? today,
    to: of?.to ?? '',
    week: (days?.weekdays ?? []).join(','),
    month: (days?.month_days ?? []).join(t.discount.comma),
    dates: (days?.dates ?? []).join(t.discount.comma),
  }
}

/** What is sent. */
export function discountBody(form: FormValues): Schema<'NewBenefitDiscount'> {
  return {
    title: (form.title ?? '').trim(),
    detail: (form.detail ?? '').trim(),
    from: parseDay(form.from ?? '') ?? '',
    to: parseDay(form.to ?? '') ?? null,
    by_code: form.how === 'code',
    per_day: form.how === 'code' ? Number(form.times) : 1,
    days: daysOf(form.week ?? '', form.month ?? '', form.dates ?? ''),
  }
}
