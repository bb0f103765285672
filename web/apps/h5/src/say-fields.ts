import type { ApiProblem, Schema } from '@niangjia/api'
import { say } from './locales/say'

export type Kind = Schema<'OpenKind'>
export type Field = Schema<'CaseField'>
export type How = Schema<'ReporterKind'>

/** Most characters of what is said; the server's limit. */
export const MOST_WORDS = 4_000
const LONG = 4_000
const SHORT = 200

/** Fields that must be filled in stand open; the others wait behind one line. */
export function splitFields(fields: readonly Field[]): { must: Field[]; may: Field[] } {
  return { must: fields.filter((field) => field.required === true), may: fields.filter((field) => field.required !== true) }
}

/** How many characters a field takes. */
export function mostOf(field: Field): number {
  if (typeof field.most === 'number' && field.most > 0) return field.most
  return field.kind === 'long_text' || field.kind === 'people' ? LONG : SHORT
}

/** The ways in which this kind may be told. */
export function waysOf(kind: Kind | undefined): How[] {
  if (!kind) return []
  return ['named', ...(kind.confidential ? (['confidential'] as const) : []), ...(kind.anonymous ? (['anonymous'] as const) : [])]
}

/** What is sent: the filled fields of this kind, and nothing of another one. */
export function valuesOf(kind: Kind, typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(kind.fields.map((field) => [field.code, (typed[field.code] ?? '').trim()]).filter(([, value]) => value !== ''))
}

/** Whether a chosen option asks that only named people read it. */
export function isNarrow(fields: readonly Field[], typed: Readonly<Record<string, string>>): boolean {
  return fields.some((field) => field.options?.some((option) => option.restricted === true && option.code === typed[field.code]) === true)
}

/** Sentences for what is missing, by field: `body`, `fields/topic`. */
export function faultsOf(kind: Kind, body: string, typed: Readonly<Record<string, string>>): Record<string, string> {
  const faults: Record<string, string> = {}
  const length = [...body.trim()].length
  if (length < 2) faults['body'] = say.bodyShort
  if (length > MOST_WORDS) faults['body'] = say.bodyLong(MOST_WORDS)
  const values = valuesOf(kind, typed)
  for (const field of kind.fields) {
    if (field.required === true && !(field.code in values)) faults[`fields/${field.code}`] = say.need(field.title)
  }
  return faults
}

/** The sentences of a refusal, by field. */
export function faultsIn(problem: ApiProblem): Record<string, string> {
  return Object.fromEntries(problem.errors.map((one) => [one.pointer.replace(/^\//, ''), one.detail]))
}
