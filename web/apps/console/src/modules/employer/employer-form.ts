import { isCreditCode } from '@niangjia/ui'
import type { Schema } from '@niangjia/api'
import type { FieldSpec, FormValues } from '../../components/form-spec'
import { t } from './locales/zh'

/** The dictionaries an employer's form chooses from. */
export const EMPLOYER_SETS = { nature: 'employer_nature', economic_type: 'economic_type', industry: 'industry', size_class: 'size_class', above_scale: 'above_scale', exempt_reason: 'exempt_reason' } as const
export type EmployerSet = keyof typeof EMPLOYER_SETS
type Options = Record<EmployerSet, readonly { value: string; label: string }[]>

const whole = (value: string) => (/^\d{1,8}$/.test(value) ? undefined : t.badNumber)

/** The fields in the order of the paper form (docs/rules §5.2); `at` is put before their names. */
export function employerFields(options: Options, at = '', required = true): FieldSpec[] {
  const part = (value: string, values: FormValues) => whole(value) ?? (Number(value) > Number(values[`${at}workers`] || '0') ? t.partTooBig : undefined)
  return [
    { name: `${at}name`, label: t.field.name, required, maxLength: 80, wide: true, example: t.example.name },
    { name: `${at}old_code`, label: t.field.oldCode, maxLength: 20, example: t.example.oldCode, help: t.help.oldCode },
    { name: `${at}credit_code`, label: t.field.credit, example: t.example.credit, help: t.help.credit, check: (value) => (isCreditCode(value) ? undefined : t.badCredit) },
    { name: `${at}address`, label: t.field.address, maxLength: 120, wide: true, example: t.example.address },
    { name: `${at}division_code`, label: t.field.division, kind: 'slot', wide: true },
    { name: `${at}nature`, label: t.field.nature, kind: 'select', options: options.nature },
    { name: `${at}economic_type`, label: t.field.economic, kind: 'select', options: options.economic_type },
    { name: `${at}industry`, label: t.field.industry, kind: 'select', options: options.industry, wide: true },
    { name: `${at}contact`, label: t.field.contact, maxLength: 50 },
    { name: `${at}phone`, label: t.field.phone, maxLength: 30, example: t.example.phone },
    { name: `${at}size_class`, label: t.field.size, kind: 'select', options: options.size_class },
    { name: `${at}above_scale`, label: t.field.aboveScale, kind: 'radio', options: options.above_scale },
    { name: `${at}workers`, label: t.field.workers, example: t.example.number, check: whole },
    { name: `${at}female_workers`, label: t.field.female, check: part },
    { name: `${at}migrant_workers`, label: t.field.migrant, check: part },
    { name: `${at}exempt_reason`, label: t.field.exempt, kind: 'select', options: options.exempt_reason, help: t.help.exempt },
  ]
}

const TEXTS = ['name', 'old_code', 'credit_code', 'address', 'division_code', 'nature', 'economic_type', 'contact', 'phone', 'industry', 'size_class', 'above_scale', 'exempt_reason'] as const
const NUMBERS = ['workers', 'female_workers', 'migrant_workers'] as const

/** The form for stored facts; empty without any. */
export function employerValues(facts?: Schema<'EmployerFacts'>, at = ''): FormValues {
  const texts = TEXTS.map((name) => [`${at}${name}`, facts?.[name] ?? ''])
  const numbers = NUMBERS.map((name) => [`${at}${name}`, facts?.[name] ? String(facts[name]) : ''])
  return Object.fromEntries([...texts, ...numbers]) as FormValues
}

/** The request for what was typed. */
export function employerBody(form: FormValues, at = ''): Schema<'EmployerFacts'> {
  const texts = TEXTS.map((name) => [name, (form[`${at}${name}`] ?? '').trim()])
  const numbers = NUMBERS.map((name) => [name, Number(form[`${at}${name}`] || '0')])
  return Object.fromEntries([...texts, ...numbers]) as Schema<'EmployerFacts'>
}
