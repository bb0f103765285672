import type { ApiProblem, Schema } from '@niangjia/api'
import { fenOf, parseDay } from '@niangjia/ui'
import { apply } from './locales/mutual-claim'

export type ClaimForm = Schema<'MutualClaimForm'>

/** What a worker types to apply; everything as text until it is sent. */
export const FIELDS = ['item', 'cause', 'illness', 'hospital', 'invoice', 'admitted', 'discharged', 'total', 'self_pay', 'own', 'other_aid'] as const
export type ClaimField = (typeof FIELDS)[number]
export type ClaimDraft = Record<ClaimField, string>
export interface CardDraft {
  holder: string
  bank: string
  number: string
}

export const emptyDraft = (): ClaimDraft => ({ item: '', cause: '', illness: '', hospital: '', invoice: '', admitted: '', discharged: '', total: '', self_pay: '', own: '', other_aid: '' })
export const emptyCard = (): CardDraft => ({ holder: '', bank: '', number: '' })

/** A draft out of what was kept; nothing if it is none. */
export function draftOf(kept: unknown): ClaimDraft | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined
  const texts = kept as Record<string, unknown>
  if (!FIELDS.every((field) => typeof texts[field] === 'string')) return undefined
  return Object.fromEntries(FIELDS.map((field) => [field, texts[field]])) as ClaimDraft
}

export const isEmpty = (draft: ClaimDraft): boolean => FIELDS.every((field) => draft[field].trim() === '')

const AMOUNTS = ['total', 'self_pay', 'own', 'other_aid'] as const

/** The digits of a card number, whatever stands between them. */
export const cardDigits = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '')

/** Whether a card number can be one: 16 to 19 digits, the last of which fits the others (ISO/IEC 7812). */
export function isCardNumber(text: string): boolean {
  const digits = cardDigits(text)
  if (!/^\d{16,19}$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at])
    const twice = at % 2 === 1 ? digit * 2 : digit
    sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

/** Sentences for what is wrong with a card, by field. */
export function cardFaults(card: CardDraft): Record<string, string> {
  const faults: Record<string, string> = {}
  if ([...card.holder.trim()].length < 2) faults['holder'] = apply.card.badHolder
  if ([...card.bank.trim()].length < 2) faults['bank'] = apply.card.badBank
  if (!isCardNumber(card.number)) faults['number'] = apply.card.badNumber
  return faults
}

/** Sentences for what is missing or contradicts itself on a day, by field. */
export function claimFaults(draft: ClaimDraft, today: string, needsIllness: boolean): Partial<Record<ClaimField, string>> {
  const faults: Partial<Record<ClaimField, string>> = {}
  if (draft.item === '') faults.item = apply.bad.item
  if (draft.cause === '') faults.cause = apply.bad.cause
  if (needsIllness && draft.illness.trim() === '') faults.illness = apply.bad.illness
  if ([...draft.hospital.trim()].length < 2) faults.hospital = apply.bad.hospital
  if (draft.invoice.trim() === '') faults.invoice = apply.bad.invoice
  const [admitted, discharged] = [parseDay(draft.admitted), parseDay(draft.discharged)]
  if (admitted === undefined || admitted > today) faults.admitted = apply.bad.admitted
  if (discharged === undefined || discharged > today) faults.discharged = apply.bad.discharged
  else if (admitted !== undefined && discharged < admitted) faults.discharged = apply.bad.order
  const amounts = { total: fenOf(draft.total), self_pay: fenOf(draft.self_pay), own: fenOf(draft.own), other_aid: draft.other_aid.trim() === '' ? 0 : fenOf(draft.other_aid) }
  for (const field of AMOUNTS) if (amounts[field] === undefined) faults[field] = apply.bad.amount
  const { total, self_pay, own } = amounts
  if (total === 0) faults.total = apply.bad.amount
  else if (total !== undefined && self_pay !== undefined && own !== undefined && self_pay + own > total) faults.total = apply.bad.sum
  return faults
}

/** Causes that an item pays for, or any item while none is chosen; and those that it excludes, which may be told all the same. */
export function causesOf(form: ClaimForm, item: ClaimForm['items'][number] | undefined) {
  const paid = new Set((item ? [item] : form.items).flatMap((one) => one.causes.map((cause) => cause.code)))
  return { paid: form.causes.filter((cause) => paid.has(cause.code)), others: form.causes.filter((cause) => !paid.has(cause.code)) }
}

/** What is sent; what the insurance bore and what is in its scope follows from the rest. */
export function toldOf(draft: ClaimDraft) {
  const fen = (text: string) => fenOf(text) ?? 0
  const [total, self_pay, own] = [fen(draft.total), fen(draft.self_pay), fen(draft.own)]
  return {
    item: draft.item as Schema<'MutualItemKind'>,
    cause: draft.cause as Schema<'MutualCause'>,
    illness: draft.illness.trim(),
    hospital: draft.hospital.trim(),
    invoice: draft.invoice.trim(),
    admitted: draft.admitted,
    discharged: draft.discharged,
    total_fen: total,
    in_scope_fen: total - own,
    insured_fen: total - self_pay - own,
    self_pay_fen: self_pay,
    own_fen: own,
    other_aid_fen: fen(draft.other_aid),
    deceased: false,
  }
}

/** The sentences of a refusal at the fields of this form; those about what it works out stand at the whole bill. */
export function refusedFields(problem: ApiProblem): Partial<Record<ClaimField, string>> {
  return Object.fromEntries(
    problem.errors.map(({ pointer, detail }) => {
      const name = pointer.replace(/^\/(told\/)?/, '').replace(/_fen$/, '')
      return [FIELDS.find((field) => field === name) ?? 'total', detail]
    }),
  )
}
