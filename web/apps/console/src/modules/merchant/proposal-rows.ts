import { formatDay } from '@niangjia/ui'
import { p } from './locales/proposals'
import { t } from './locales/zh'
import type { DiscountText } from './use-proposals'

/** A field of a discount on both sides. */
export interface ComparedRow {
  name: keyof typeof p.fields
  label: string
  now: string
  told: string
  changed: boolean
}

const TEXTS: Readonly<Record<keyof typeof p.fields, (of: DiscountText) => string>> = {
  title: (of) => of.title,
  detail: (of) => of.detail,
  from: (of) => formatDay(of.from),
  to: (of) => (of.to ? formatDay(of.to) : t.discount.forever),
  how: (of) => (of.by_code ? t.discount.hows.code : t.discount.hows.show),
  // Where nothing is recorded nobody counts.
  perDay: (of) => (of.by_code ? p.times(of.per_day) : ''),
  days: (of) => of.days_label || t.discount.everyDay,
}

/** What stands and what is proposed, field by field; of a new one all is new, and nothing is marked. */
export function comparedRows(now: DiscountText | undefined, told: DiscountText): ComparedRow[] {
  const names = Object.keys(p.fields) as (keyof typeof p.fields)[]
  return names.map((name) => {
    const [was, is] = [now ? TEXTS[name](now) : '', TEXTS[name](told)]
    return { name, label: p.fields[name], now: was, told: is, changed: now !== undefined && was !== is }
  })
}
