import type { Schema } from '@niangjia/api'
import { d } from './locales/deeds'
import { dueText } from './case-clock'

type Detail = Schema<'CaseDetail'>

/** A line that is not as it was when the page showed it. */
export interface Changed {
  name: string
  label: string
  before: string
  now: string
}

/** What happened between two readings of a case. */
export interface CaseClash {
  changed: Changed[]
  events: Detail['events']
}

const PLAIN = ['step', 'state', 'track', 'holder', 'owner', 'delegate', 'due', 'title'] as const

function plain(c: Detail): Record<(typeof PLAIN)[number], string> {
  return { step: c.step_title, state: c.state_title, track: c.track_title, holder: c.holder_name, owner: c.owner_name, delegate: c.delegate_name, due: dueText(c), title: c.title }
}

/** Compares the version that was shown with the present one: where it stands, its fields, and what was done meanwhile. */
export function caseClash(before: Detail, now: Detail): CaseClash {
  const [was, is] = [plain(before), plain(now)]
  const changed: Changed[] = PLAIN.filter((name) => was[name] !== is[name]).map((name) => ({ name, label: d.clash.fields[name], before: was[name], now: is[name] }))
  const old = new Map(before.fields.map((field) => [field.code, field]))
  for (const field of now.fields) {
    const seen = old.get(field.code)
    if ((seen?.value ?? '') !== field.value) changed.push({ name: `field-${field.code}`, label: field.title, before: seen?.value ? seen.shown : '', now: field.value ? field.shown : '' })
  }
  const known = new Set(before.events.map((event) => event.id))
  return { changed, events: now.events.filter((event) => !known.has(event.id)) }
}
