import { OPEN_END, parseDay } from '@niangjia/ui'
import type { FieldProblem } from '@niangjia/api'
import { t } from '../locales/zh'

/** The values of a form: what is typed, as text. The page turns them into a request. */
export type FormValues = Record<string, string>

/** One field of a form, in the order of the paper form. */
export interface FieldSpec {
  name: string
  label: string
  /** `slot` is drawn by the page in the slot `field-<name>`. */
  kind?: 'text' | 'area' | 'select' | 'radio' | 'day' | 'password' | 'slot'
  required?: boolean
  /** Shown as the placeholder, as an example. */
  example?: string
  help?: string
  options?: readonly { value: string; label: string }[]
  maxLength?: number
  /** Never kept in a draft. */
  sealed?: boolean
  /** Takes the whole width. */
  wide?: boolean
  hidden?: (values: FormValues) => boolean
  /** A reason why the field cannot be changed. */
  fixed?: string
  /** One sentence when the value is not acceptable. */
  check?: (value: string, values: FormValues) => string | undefined
}

/** A part of the form with its heading. */
export interface SectionSpec {
  title: string
  fields: readonly FieldSpec[]
}

/** A refused field with its sentence, to be jumped to. */
export interface FieldFault {
  name: string
  label: string
  text: string
}

/** Understands the ways people type a day: 19870615, 1987.6.15, 1987/6/15, 1987年6月15日; other text comes back as it is. */
export function tidyDay(text: string): string {
  const plain = text.normalize('NFKC').trim()
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  const parted = /^(\d{4})\s*[-./\u5e74]\s*(\d{1,2})\s*[-./\u6708]\s*(\d{1,2})\s*\u65e5?$/.exec(plain)
  const found = digits ?? parted
  return found ? `${found[1]}-${(found[2] ?? '').padStart(2, '0')}-${(found[3] ?? '').padStart(2, '0')}` : plain
}

/** What is wrong with one field, if anything. */
export function faultOf(field: FieldSpec, values: FormValues): string | undefined {
  if (field.hidden?.(values) === true) return undefined
  const value = (values[field.name] ?? '').trim()
  if (value === '') return field.required === true ? t.form.missing(field.label) : undefined
  if (field.maxLength !== undefined && [...value].length > field.maxLength) return t.form.tooLong(field.label, field.maxLength)
  if (field.kind === 'day' && parseDay(value) === undefined) return t.form.badDay
  return field.check?.(value, values)
}

/** Everything that is wrong, in the order of the form. */
export function faultsOf(sections: readonly SectionSpec[], values: FormValues): FieldFault[] {
  return sections.flatMap((section) =>
    section.fields.flatMap((field) => {
      const text = faultOf(field, values)
      return text === undefined ? [] : [{ name: field.name, label: field.label, text }]
    }),
  )
}

/** Puts the fields that the server refused beside the fields of the form; pointers it does not know are dropped. */
export function faultsFromServer(sections: readonly SectionSpec[], errors: readonly FieldProblem[]): FieldFault[] {
  const fields = sections.flatMap((section) => section.fields)
  return errors.flatMap((error) => {
    const name = error.pointer.replace(/^\//, '')
    const field = fields.find((known) => known.name === name) ?? fields.find((known) => name.endsWith(`/${known.name}`))
    return field ? [{ name: field.name, label: field.label, text: error.detail }] : []
  })
}

/** The sealed fields, which a draft must not keep. */
export function sealedNames(sections: readonly SectionSpec[]): string[] {
  return sections.flatMap((section) => section.fields.filter((field) => field.sealed === true).map((field) => field.name))
}

/** A day of the server for a form. */
export function dayText(day: string | null | undefined): string {
  return day === OPEN_END ? '' : (day ?? '')
}
