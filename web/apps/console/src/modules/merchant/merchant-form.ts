import { isCreditCode, isPhone, normalisePhone, parseDay } from '@niangjia/ui'
import type { Schema } from '@niangjia/api'
import { tidyDay, type FieldSpec, type FormValues, type SectionSpec } from '../../components/form-spec'
import { t } from './locales/zh'
import { CATEGORIES, type Category, type MerchantDetail } from './use-merchants'

/** Digits of an account as typed; undefined where they cannot be one. */
export function accountDigits(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{12,24}$/.test(plain) ? plain : undefined
}
/** A phone of a shop or an office: a mobile number, or one with its area in front. */
export function isOfficePhone(text: string): boolean {
  return isPhone(text) || /^0\d{2,3}-?\d{7,8}(-\d{1,5})?$/.test(text.normalize('NFKC').replace(/\s/g, ''))
}
export function phoneOf(text: string): string {
  return isPhone(text) ? normalisePhone(text) : text.normalize('NFKC').replace(/\s/g, '')
}

/** The form of a merchant. What a contract fixes cannot be changed while it runs; sealed fields left empty stay as they are. */
export function merchantSections(known: MerchantDetail | undefined): SectionSpec[] {
  const running = known !== undefined && !known.may.edit_all
  const fixed = running ? t.help.fixed : undefined
  const keep = known === undefined ? undefined : t.help.keep
  const base: FieldSpec[] = [
    ...(known === undefined ? [{ name: 'union_id', label: t.col.union, kind: 'slot', required: true, wide: true, help: t.help.union } satisfies FieldSpec] : []),
    { name: 'name', label: t.col.name, required: true, maxLength: 60, example: t.example.name, fixed },
    { name: 'credit_code', label: t.col.code, required: true, maxLength: 18, example: t.example.code, fixed: known === undefined ? undefined : t.help.fixed, check: (value) => (isCreditCode(value) ? undefined : t.badCode) },
    running ? { name: 'category_label', label: t.col.category, fixed } : { name: 'category', label: t.col.category, kind: 'select', required: true, options: CATEGORIES.map((value) => ({ value, label: t.categories[value] })) },
    { name: 'contact', label: t.col.contact, required: true, maxLength: 30, example: t.example.contact },
    { name: 'phone', label: t.col.phone, required: known === undefined, sealed: true, maxLength: 20, example: t.example.phone, help: keep ?? t.help.phone, check: (value) => (isPhone(value) ? undefined : t.badPhone) },
  ]
  if (running) return [{ title: t.section.base, fields: base }]
  return [
    { title: t.section.base, fields: base },
    {
      title: t.section.contract,
      fields: [
        { name: 'contract_from', label: t.col.from, kind: 'day', required: true },
        { name: 'contract_to', label: t.col.to, kind: 'day', required: true, help: t.help.contract, check: (value, form) => (tidyDay(value) < tidyDay(form.contract_from ?? '') ? t.badSpan : undefined) },
      ],
    },
    {
      title: t.section.payee,
      fields: [
        { name: 'holder', label: t.col.holder, required: true, maxLength: 60, example: t.example.holder },
        { name: 'bank', label: t.col.bank, required: true, maxLength: 60, example: t.example.bank },
        { name: 'account', label: t.col.account, required: known === undefined, sealed: true, maxLength: 30, help: keep ?? t.help.account, check: (value) => (accountDigits(value) === undefined ? t.badAccount : undefined) },
      ],
    },
  ]
}
/** What the form shows of a merchant. */
export function merchantValues(of: MerchantDetail | undefined, union = ''): FormValues {
  return {
    union_id: of?.union_id ?? union,
    name: of?.name ?? '',
    credit_code: of?.credit_code ?? '',
    category: of?.category ?? '',
    category_label: of?.category_label ?? '',
    contact: of?.contact ?? '',
    phone: '',
    contract_from: of?.contract_from ?? '',
    contract_to: of?.contract_to ?? '',
    holder: of?.holder ?? '',
    bank: of?.bank ?? '',
    account: '',
  }
}
/** A new merchant as the server reads it. */
export function newMerchant(form: FormValues): Schema<'NewBenefitMerchant'> {
  return {
    union_id: form.union_id ?? '',
    name: (form.name ?? '').trim(),
    credit_code: (form.credit_code ?? '').normalize('NFKC').replace(/\s/g, '').toUpperCase(),
    category: form.category as Category,
    contact: (form.contact ?? '').trim(),
    phone: normalisePhone(form.phone ?? ''),
    holder: (form.holder ?? '').trim(),
    bank: (form.bank ?? '').trim(),
    account: accountDigits(form.account ?? '') ?? '',
    contract_from: parseDay(form.contract_from ?? '') ?? '',
    contract_to: parseDay(form.contract_to ?? '') ?? '',
  }
}
/** A change of a merchant: only what its state leaves open, sealed fields only where something was typed. */
export function merchantEdit(form: FormValues, known: MerchantDetail): Schema<'BenefitMerchantChange'> {
  const { phone, account, ...rest } = newMerchant({ ...form, union_id: known.union_id })
  const kept = { name: null, category: null, holder: null, bank: null, account: null, contract_from: null, contract_to: null }
  const open = { ...kept, contact: rest.contact, phone: phone || null }
  if (!known.may.edit_all) return open
  return { ...open, name: rest.name, category: rest.category, holder: rest.holder, bank: rest.bank, account: account || null, contract_from: rest.contract_from, contract_to: rest.contract_to }
}
