import { details } from './locales/details'
import { t } from './locales/zh'

/** One line of an audit entry: a field with its old and new value, or a value that goes with the deed. */
export interface AuditLine {
  field: string
  old?: string
  now: string
}

/** The word for a deed; an unknown one is shown by its name. */
export function actionLabel(action: string): string {
  return ({ ...t.action, ...details.action } as Record<string, string>)[action] ?? action
}

/** The word for a kind of actor. */
export function kindLabel(kind: string): string {
  return ({ ...t.kind, ...details.kind } as Record<string, string>)[kind] ?? kind
}

/** The word for a field; an unknown one is shown by its name. */
export function fieldLabel(field: string): string {
  return (details.field as Record<string, string>)[field] ?? field
}

const WORDS: Readonly<Record<string, string>> = details.value

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return t.none
  if (typeof value === 'object' && 'c' in value) return t.sealed
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // A whole definition is read in the version that it made.
  if (text.startsWith('{')) return details.structured
  return WORDS[text] ?? text
}

/** Reads the JSON text of an entry: `{"field": [old, new]}` for changes, anything else is a note. */
export function auditLines(detail: string): AuditLine[] {
  if (detail === '') return []
  let all: unknown
  try {
    all = JSON.parse(detail)
  } catch {
    return [{ field: '', now: detail }]
  }
  if (typeof all !== 'object' || all === null) return [{ field: '', now: valueText(all) }]
  return Object.entries(all).map(([field, value]: [string, unknown]) =>
    Array.isArray(value) && value.length === 2 ? { field: fieldLabel(field), old: valueText(value[0]), now: valueText(value[1]) } : { field: fieldLabel(field), now: valueText(value) },
  )
}

/** A day of the address bar as an instant: its start, or the start of the next day. */
export function dayStart(day: string, next = false): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match) return undefined
  // The product's zone is eight hours ahead of UTC all year.
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + (next ? 1 : 0)) - 8 * 3_600_000
}
