import type { Schema } from '@niangjia/api'

/** What visitors write. */
export type Content = Schema<'VisitContent'>

/** Nothing yet, for a day. */
export function emptyContent(day: string): Content {
  return { day, until_day: null, lead_id: null, visitors: '', people: [], answers: [], note: '', internal_note: '', done: false }
}
