import { t as p } from './locales/proposal'
import { t } from './locales/zh'
import type { Column, Field, TargetForm } from './use-exchange'

/** A line of what would change. */
export interface Change {
  what: string
  before: string
  after: string
}

type Form = Pick<TargetForm, 'name' | 'valid_from' | 'valid_to' | 'definition'>

/** What is known of a source of columns. */
type FieldOf = (source: string) => Pick<Field, 'title' | 'codes'> | undefined

/** A column in words. */
export function columnText(column: Column, fieldOf: FieldOf): string {
  const field = fieldOf(column.source)
  const label = (code: string) => field?.codes.find((one) => one.code === code)?.label ?? code
  const parts = [field?.title ?? column.source, column.constant === '' ? '' : p.constant(column.constant)]
  if (column.source !== '') parts.push(t.dayFormats[column.day_format], t.codeUses[column.code_use])
  const pairs = Object.entries(column.map ?? {}).map(([ours, theirs]) => `${label(ours)}=${theirs}`)
  if (pairs.length > 0) parts.push(p.map(pairs.join('、')))
  if (typeof column.otherwise === 'string') parts.push(p.otherwise(column.otherwise))
  if (column.required) parts.push(p.required)
  if (column.max_length > 0) parts.push(p.longest(column.max_length))
  return parts.filter((part) => part !== '').join('；')
}

/** What a proposal changes, item by item; everything of a target that was never approved. */
export function changesOf(now: Form | undefined, then: Form, fieldOf: FieldOf): Change[] {
  const file = (form: Form) => `${t.form.formats[form.definition.format]} ${t.form.encodings[form.definition.encoding]}`
  const headers = (form: Form) => form.definition.columns.map((column) => column.header)
  const columns = (form: Form) => new Map(form.definition.columns.map((column) => [column.header, columnText(column, fieldOf)]))
  const [old, next] = [now ? columns(now) : new Map<string, string>(), columns(then)]
  const all = [...new Set([...old.keys(), ...next.keys()])]
  const lines: Change[] = [
    { what: p.name, before: now?.name ?? p.none, after: then.name },
    { what: p.valid, before: now ? t.until(now.valid_from, now.valid_to) : p.none, after: t.until(then.valid_from, then.valid_to) },
    { what: p.file, before: now ? file(now) : p.none, after: file(then) },
    ...all.map((header) => ({ what: p.column(header), before: old.get(header) ?? p.none, after: next.get(header) ?? p.none })),
  ]
  const kept = (form: Form) => headers(form).filter((header) => old.has(header) && next.has(header)).join('、')
  if (now) lines.push({ what: p.order, before: kept(now), after: kept(then) })
  return lines.filter((line) => line.before !== line.after)
}
