import { isPhone, normaliseId, normalisePhone, parseDay, readId } from '@niangjia/ui'
import type { Schema } from '@niangjia/api'
import { dayText, type FormValues, type SectionSpec } from '../../components/form-spec'
import { t } from './locales/zh'

/** The document kind whose number tells birth date and sex. */
export const CITIZEN_ID = '111'

/** The dictionaries a member's form chooses from. */
export const MEMBER_SETS = {
  sex: 'sex',
  nation: 'nation',
  work_state: 'work_situation',
  document_kind: 'document_kind',
  education: 'education',
  skill: 'skill_level',
  household_kind: 'household_type',
  change_kind: 'membership_change',
  change_reason: 'membership_change_reason',
  politics: 'political_status',
  migrant_worker: 'migrant_worker',
} as const
export type MemberSet = keyof typeof MEMBER_SETS

type Options = Record<MemberSet, readonly { value: string; label: string }[]>

/** The empty form; most people who join are in work and show their ID card. */
export function emptyMember(unionId: string, today: string): FormValues {
  return {
    name: '',
    sex: '',
    birth_day: '',
    nation: '01',
    work_state: '1',
    document_kind: CITIZEN_ID,
    document_number: '',
    education: '',
    skill: '',
    phone: '',
    household_kind: '',
    household_place: '',
    change_kind: '1',
    change_day: today,
    change_reason: '',
    politics: '',
    employer_id: '',
    employer_name: '',
    native_place: '',
    migrant_worker: '',
    union_id: unionId,
  }
}

/** The form for a member as stored; sealed values stay masked and are changed only when typed anew. */
export function valuesOf(member: Schema<'MemberDocument'>): FormValues {
  return {
    name: member.name,
    sex: member.sex ?? '',
    birth_day: member.birth_precision === 'day' ? dayText(member.birth_day) : '',
    nation: member.nation ?? '',
    work_state: member.work_state ?? '',
    education: member.education ?? '',
    skill: member.skill ?? '',
    phone: '',
    household_kind: member.household_kind ?? '',
    household_place: member.household_place ?? '',
    politics: member.politics ?? '',
    employer_id: member.employer_id ?? '',
    employer_name: member.employer_name ?? '',
    native_place: member.native_place ?? '',
    migrant_worker: member.migrant_worker ?? '',
  }
}

/** What a valid ID fills in: birth date and sex. Nothing for other documents or a wrong number. */
export function fillFromId(values: FormValues, today: string): FormValues {
  if (values.document_kind !== CITIZEN_ID) return values
  const facts = readId(values.document_number ?? '', today)
  if (typeof facts === 'string') return values
  return { ...values, document_number: normaliseId(values.document_number ?? ''), birth_day: facts.birthDay, sex: facts.sex }
}

/** The fields in the order of the paper form (docs/rules §5.1). */
export function memberSections(options: Options, today: string, isNew: boolean, maskedPhone: string): SectionSpec[] {
  const idFacts = (values: FormValues) => {
    const facts = values.document_kind === CITIZEN_ID ? readId(values.document_number ?? '', today) : 'length'
    return typeof facts === 'string' ? undefined : facts
  }
  const past = (value: string) => ((parseDay(value) ?? '') > today ? t.future : undefined)
  const person: SectionSpec = {
    title: t.section.person,
    fields: [
      { name: 'name', label: t.field.name, required: true, maxLength: 50, example: t.example.name, help: t.help.name },
      {
        name: 'sex',
        label: t.field.sex,
        kind: 'radio',
        required: true,
        options: options.sex.filter((option) => option.value === '1' || option.value === '2'),
        help: isNew ? t.help.auto : undefined,
        check: (value, values) => (isNew && idFacts(values) && idFacts(values)?.sex !== value ? t.sexDiffers : undefined),
      },
      {
        name: 'birth_day',
        label: t.field.birth,
        kind: 'day',
        example: t.example.day,
        help: isNew ? t.help.auto : undefined,
        check: (value, values) => past(value) ?? (isNew && idFacts(values) && idFacts(values)?.birthDay !== parseDay(value) ? t.birthDiffers : undefined),
      },
      { name: 'nation', label: t.field.nation, kind: 'select', options: options.nation },
      { name: 'work_state', label: t.field.work, kind: 'select', options: options.work_state },
      ...(isNew
        ? ([
            { name: 'document_kind', label: t.field.docKind, kind: 'select', required: true, options: options.document_kind },
            {
              name: 'document_number',
              label: t.field.docNumber,
              required: true,
              sealed: true,
              maxLength: 24,
              example: t.example.id,
              help: t.help.docNumber,
              check: (value: string, values: FormValues) => {
                if (values.document_kind !== CITIZEN_ID) return undefined
                const facts = readId(value, today)
                return typeof facts === 'string' ? t.idFault[facts] : undefined
              },
            },
          ] as const)
        : []),
      { name: 'education', label: t.field.education, kind: 'select', options: options.education },
      { name: 'skill', label: t.field.skill, kind: 'select', options: options.skill },
    ],
  }
  const contact: SectionSpec = {
    title: t.section.contact,
    fields: [
      {
        name: 'phone',
        label: t.field.phone,
        sealed: true,
        example: isNew || maskedPhone === '' ? t.example.phone : undefined,
        help: isNew || maskedPhone === '' ? t.help.phone : t.help.phoneKept(maskedPhone),
        check: (value) => (isPhone(value) ? undefined : t.phoneBad),
      },
      { name: 'household_kind', label: t.field.householdKind, kind: 'select', options: options.household_kind },
      { name: 'household_place', label: t.field.householdPlace, maxLength: 100, example: t.example.place, wide: true },
    ],
  }
  const union: SectionSpec = {
    title: t.section.union,
    fields: [
      ...(isNew
        ? ([
            { name: 'union_id', label: t.field.union, kind: 'slot', required: true, wide: true, help: t.help.union },
            { name: 'change_kind', label: t.field.changeKind, kind: 'radio', required: true, options: options.change_kind.filter((option) => option.value === '1' || option.value === '2') },
            { name: 'change_day', label: t.field.changeDay, kind: 'day', required: true, example: t.example.changeDay, help: t.help.changeDay, check: past },
            { name: 'change_reason', label: t.field.changeReason, kind: 'select', options: options.change_reason, wide: true, hidden: (values: FormValues) => values.change_kind === '1' },
          ] as const)
        : []),
      { name: 'politics', label: t.field.politics, kind: 'select', options: options.politics },
      { name: 'employer_name', label: t.field.employer, kind: 'slot', wide: true, help: t.help.employer },
      { name: 'native_place', label: t.field.native, maxLength: 50, example: t.example.native },
      { name: 'migrant_worker', label: t.field.migrant, kind: 'radio', options: options.migrant_worker },
    ],
  }
  return [person, contact, union]
}

const trimmed = (text: string | undefined) => (text ?? '').trim()

/** What is the same in a new record and in an edit. */
export function profileBody(form: FormValues) {
  return {
    name: (form.name ?? '').trim(),
    sex: trimmed(form.sex),
    birth_day: parseDay(form.birth_day ?? ''),
    nation: trimmed(form.nation),
    work_state: trimmed(form.work_state),
    education: trimmed(form.education),
    skill: trimmed(form.skill),
    phone: trimmed(form.phone) === '' ? '' : normalisePhone(form.phone ?? ''),
    household_kind: trimmed(form.household_kind),
    household_place: trimmed(form.household_place),
    politics: trimmed(form.politics),
    employer_id: trimmed(form.employer_id) || undefined,
    employer_name: trimmed(form.employer_name),
    native_place: trimmed(form.native_place),
    migrant_worker: trimmed(form.migrant_worker),
  }
}
