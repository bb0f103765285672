import type { Schema } from '@niangjia/api'
import type { FormValues, SectionSpec } from '../../components/form-spec'
import { t } from './locales/zh'
import { isOfficePhone, phoneOf } from './merchant-form'
import type { Shop } from './use-merchants'

/** A coordinate as typed: null for none, undefined where it is none. */
export function degreesOf(text: string, most: number): number | null | undefined {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return null
  const value = /^-?\d{1,3}(\.\d{1,8})?$/.test(plain) ? Number(plain) : Number.NaN
  return Math.abs(value) <= most ? value : undefined
}
const place = (form: FormValues) => [degreesOf(form.lat ?? '', 90), degreesOf(form.lng ?? '', 180)] as const
/** Why the place of a shop cannot be understood; both numbers or none. */
export function placeFault(form: FormValues): string | undefined {
  const [lat, lng] = place(form)
  return lat === undefined || lng === undefined || (lat === null) !== (lng === null) ? t.shop.badPlace : undefined
}

/** The form of a shop. */
export function shopSections(isNew: boolean): SectionSpec[] {
  return [
    {
      title: t.shop.title,
      fields: [
        { name: 'name', label: t.shop.name, required: true, maxLength: 60 },
        { name: 'address', label: t.shop.address, required: true, maxLength: 100 },
        { name: 'hours', label: t.shop.hours, maxLength: 60, example: t.shop.hoursExample },
        { name: 'phone', label: t.shop.phone, maxLength: 20, check: (value) => (isOfficePhone(value) ? undefined : t.shop.badPhone) },
        { name: 'lat', label: t.shop.lat, maxLength: 14, help: t.shop.placeHint, check: (_, form) => placeFault(form) },
        { name: 'lng', label: t.shop.lng, maxLength: 14, check: (_, form) => placeFault(form) },
        ...(isNew ? [] : [{ name: 'open', label: t.shop.state, kind: 'radio' as const, options: [{ value: 'yes', label: t.shop.open }, { value: 'no', label: t.shop.closed }] }]),
      ],
    },
  ]
}
/** What the form shows of a shop. */
export function shopValues(of: Shop | undefined): FormValues {
  return { name: of?.name ?? '', address: of?.address ?? '', hours: of?.hours ?? '', phone: of?.phone ?? '', lat: of?.lat == null ? '' : String(of.lat), lng: of?.lng == null ? '' : String(of.lng), open: of?.open === false ? 'no' : 'yes' }
}
/** A shop as the server reads it. */
export function shopBody(form: FormValues): Schema<'BenefitShopTold'> {
  const [lat, lng] = place(form)
  const text = (name: string) => (form[name] ?? '').trim()
  return { name: text('name'), address: text('address'), hours: text('hours'), phone: text('phone') === '' ? '' : phoneOf(text('phone')), lat: lat ?? null, lng: lng ?? null, open: form.open !== 'no' }
}
