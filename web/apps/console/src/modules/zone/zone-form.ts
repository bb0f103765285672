import type { Schema } from '@niangjia/api'
import { parseDay } from '@niangjia/ui'
import type { FormValues } from '../../components/form-spec'
import { dayText } from '../../components/form-spec'
import type { ZoneDetail } from './use-zones'

/** Degrees as they are typed and shown: at most six decimals. */
export function degreeText(degrees: number | null | undefined): string {
  return degrees === null || degrees === undefined ? '' : String(Math.round(degrees * 1e6) / 1e6)
}

/** Degrees as typed; none if that is no number. */
export function degreeOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim()
  return /^-?\d{1,3}(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** The form for a stored zone; empty without one. */
export function zoneValues(zone?: ZoneDetail): FormValues {
  return {
    name: zone?.name ?? '',
    kind: zone?.kind ?? '',
    union_id: zone?.union_id ?? '',
    parent_id: zone?.parent_id ?? '',
    cadre_id: zone?.cadre_id ?? '',
    cadre_name: zone?.cadre_id ? '' : (zone?.cadre_name ?? ''),
    phone: '',
    phone_drop: '',
    address: zone?.address ?? '',
    lon: degreeText(zone?.lon),
    lat: degreeText(zone?.lat),
    coordinates: zone?.coordinates ?? '',
    hours: zone?.hours ?? '',
    services: zone?.services ?? '',
    valid_from: dayText(zone?.valid_from),
  }
}

const KINDS = ['area', 'station', 'point'] as const
const SYSTEMS = ['cgcs2000', 'wgs84', 'gcj02', 'sketch'] as const

/** The request for what was typed. A phone that was not typed stays as it is. */
export function zoneBody(form: FormValues, today: string): Schema<'ZoneForm'> {
  const text = (name: string) => (form[name] ?? '').trim()
  const typed = text('phone')
  const phone = typed !== '' ? typed : text('phone_drop') === '1' ? '' : undefined
  return {
    kind: KINDS.find((known) => known === form['kind']) ?? 'point',
    name: text('name'),
    union_id: text('union_id'),
    parent_id: text('parent_id') || undefined,
    cadre_id: text('cadre_id') || undefined,
    cadre_name: text('cadre_name'),
    phone,
    address: text('address'),
    lon: degreeOf(text('lon')),
    lat: degreeOf(text('lat')),
    coordinates: SYSTEMS.find((known) => known === form['coordinates']),
    hours: text('hours'),
    services: text('services'),
    valid_from: parseDay(text('valid_from')) ?? today,
  }
}
