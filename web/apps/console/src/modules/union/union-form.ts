import { isCreditCode, parseDay } from '@niangjia/ui'
import type { Schema } from '@niangjia/api'
import { dayText, type FieldSpec, type FormValues, type SectionSpec } from '../../components/form-spec'
import { t } from './locales/zh'

/** The dictionaries a union's form chooses from. */
export const UNION_SETS = { level: 'union_level', kind: 'union_kind', yes_no: 'yes_no', formation_mode: 'formation_mode', formation_state: 'formation_state' } as const
export type UnionSet = keyof typeof UNION_SETS
type Options = Record<UnionSet, readonly { value: string; label: string }[]>

/** A union of one employer. */
export const SINGLE = '50'

/** How a further field of the organisation form is typed. */
type Kind = 'text' | 'day' | 'number' | 'yes_no' | 'formation_mode' | 'formation_state'
type FactName = keyof Schema<'UnionFacts'>

/** The further fields in the order of the paper form (docs/rules §5.2), by section. */
export const FACTS: readonly { section: keyof typeof t.sections; fields: readonly (readonly [FactName, Kind])[] }[] = [
  {
    section: 'formation',
    fields: [
      ['formation_mode', 'formation_mode'],
      ['formation_state', 'formation_state'],
      ['prepared_on', 'day'],
      ['approval_number', 'text'],
      ['by_cover', 'yes_no'],
      ['member_home', 'yes_no'],
    ],
  },
  {
    section: 'people',
    fields: [
      ['workers', 'number'],
      ['female_workers', 'number'],
      ['full_time_staff', 'number'],
      ['part_time_staff', 'number'],
      ['migrant_workers', 'number'],
      ['needy_workers', 'number'],
      ['model_workers', 'number'],
    ],
  },
  {
    section: 'legal',
    fields: [
      ['legal_number', 'text'],
      ['legal_representative', 'text'],
      ['legal_from', 'day'],
      ['legal_to', 'day'],
      ['term_from', 'day'],
      ['term_to', 'day'],
      ['seal', 'yes_no'],
      ['bank_account', 'yes_no'],
    ],
  },
  {
    section: 'bodies',
    fields: [
      ['audit_committee', 'yes_no'],
      ['women_committee', 'yes_no'],
      ['workers_congress', 'yes_no'],
      ['supervision_committee', 'yes_no'],
      ['open_affairs', 'yes_no'],
      ['collective_contract', 'yes_no'],
      ['mutual_aid', 'yes_no'],
      ['mutual_aid_people', 'number'],
      ['member_card', 'yes_no'],
      ['member_card_people', 'number'],
      ['home_stars', 'number'],
      ['awards', 'text'],
    ],
  },
]

const AT = 'form/'
const whole = (value: string) => (/^\d{1,8}$/.test(value) ? undefined : t.badNumber)

function factField([name, kind]: readonly [FactName, Kind], options: Options): FieldSpec {
  const spec: FieldSpec = { name: AT + name, label: t.fact[name] ?? name }
  if (name === 'awards') return { ...spec, kind: 'area', wide: true, maxLength: 500 }
  if (name === 'home_stars') return { ...spec, help: t.help.stars, check: (value) => (/^[0-5]$/.test(value) ? undefined : t.badStars) }
  if (kind === 'number') return { ...spec, check: whole }
  if (kind === 'day') return { ...spec, kind: 'day', example: t.example.day }
  if (kind === 'text') return { ...spec, maxLength: 50 }
  return { ...spec, kind: kind === 'yes_no' ? 'radio' : 'select', options: options[kind] }
}

/** The whole form, in the order of the paper form. */
export function unionSections(options: Options, employer: readonly FieldSpec[]): SectionSpec[] {
  const hidden = (values: FormValues) => values.kind !== SINGLE
  return [
    {
      title: t.sections.base,
      fields: [
        { name: 'name', label: t.field.name, required: true, maxLength: 80, wide: true, example: t.example.name },
        { name: 'credit_code', label: t.field.credit, help: t.help.credit, example: t.example.credit, check: (value) => (isCreditCode(value) ? undefined : t.badCredit) },
        { name: 'address', label: t.field.address, maxLength: 120, wide: true, example: t.example.address },
        { name: 'division_code', label: t.field.division, kind: 'slot', wide: true },
        { name: 'parent_id', label: t.field.parent, kind: 'slot', required: true, wide: true },
        { name: 'founded_on', label: t.field.founded, kind: 'day', help: t.help.founded, example: t.example.day },
        { name: 'level', label: t.field.level, kind: 'select', required: true, options: options.level },
        { name: 'kind', label: t.field.kind, kind: 'select', required: true, options: options.kind, help: t.help.kind },
        { name: 'chair', label: t.field.chair, maxLength: 50 },
        { name: 'contact', label: t.field.phone, maxLength: 30, example: t.example.phone },
      ],
    },
    ...(employer.length > 0 ? [{ title: t.sections.employer, fields: employer.map((field) => ({ ...field, hidden })) }] : []),
    ...FACTS.map(({ section, fields }) => ({ title: t.sections[section], fields: fields.map((field) => factField(field, options)) })),
  ]
}

/** The form for a stored union; empty without one. */
export function unionValues(of?: Schema<'UnionDetail'>, parent = ''): FormValues {
  const facts = FACTS.flatMap(({ fields }) => fields).map(([name]) => [AT + name, of?.form?.[name] == null ? '' : String(of.form[name])])
  return {
    name: of?.name ?? '',
    parent_id: of?.parent_id ?? parent,
    level: of ? String(of.level) : '',
    kind: of?.kind ?? '',
    division_code: of?.division_code ?? '',
    credit_code: of?.credit_code ?? '',
    founded_on: dayText(of?.founded_on),
    address: of?.address ?? '',
    chair: of?.chair ?? '',
    contact: of?.contact ?? '',
    ...(Object.fromEntries(facts) as FormValues),
  }
}

/** The request for what was typed. */
export function unionBody(form: FormValues, employer?: Schema<'EmployerFacts'>): Schema<'UnionForm'> {
  const text = (name: string) => (form[name] ?? '').trim()
  const facts = FACTS.flatMap(({ fields }) => fields).map(([name, kind]) => {
    const value = text(AT + name)
    if (kind === 'number') return [name, value === '' ? null : Number(value)]
    if (kind === 'day') return [name, parseDay(value) ?? null]
    return [name, value]
  })
  return {
    name: text('name'),
    parent_id: text('parent_id') || null,
    level: Number(text('level') || '60'),
    kind: text('kind'),
    division_code: text('division_code'),
    credit_code: text('credit_code'),
    founded_on: parseDay(text('founded_on')) ?? null,
    address: text('address'),
    chair: text('chair'),
    contact: text('contact'),
    form: Object.fromEntries(facts) as Schema<'UnionFacts'>,
    employer: employer ?? null,
  }
}
