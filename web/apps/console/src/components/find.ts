import { api, send } from '@niangjia/api'
import { t } from '../locales/zh'

/** A record to choose. */
export interface Found {
  value: string
  label: string
  /** What stands in the field once it is chosen, where that is not the label. */
  title?: string
  hint?: string
}

/** Finds divisions by the beginning of their name; the label is the whole name from the province down. */
export async function findDivisions(q: string): Promise<Found[]> {
  const rows = await send(api.GET('/api/divisions', { params: { query: { q } } }))
  return rows.map((row) => ({ value: row.code, label: row.full_name, hint: row.valid_to ? t.pick.divisionEnded(row.code, row.valid_to) : row.code }))
}

/** Unions anywhere whose names begin so. */
export async function findUnions(q: string): Promise<Found[]> {
  const rows = await send(api.GET('/api/union_names', { params: { query: { q } } }))
  return rows.map((row) => ({ value: row.id, label: row.name, hint: row.parent }))
}

/** Finds employers in sight by name, pinyin initials or credit code. */
export async function findEmployers(q: string): Promise<Found[]> {
  const page = await send(api.GET('/api/employers', { params: { query: { q, limit: 20 } } }))
  return page.items.map((row) => ({ value: row.id, label: row.name ?? '', hint: row.credit_code }))
}

/** Employers in sight whose names are like a written one. */
export async function nearEmployers(name: string): Promise<Found[]> {
  const rows = await send(api.GET('/api/near_employers', { params: { query: { name } } }))
  return rows.map((row) => ({ value: row.id, label: row.name }))
}
