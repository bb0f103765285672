import type { Schema } from '@niangjia/api'
import { countCharacters, parseDay } from '@niangjia/ui'
import { tidyDay } from '../../components/form-spec'
import { d } from './locales/deeds'

export type CaseDetail = Schema<'CaseDetail'>
export type Deed = Schema<'CaseDeed'>
export type MoveOption = Schema<'CaseMoveOption'>
export type CaseField = Schema<'CaseFieldValue'>
/** Everything but the moves of the procedure. */
export type PlainDeed = Exclude<Deed['deed'], 'move' | 'accept'>

/** What is being done: a move, or something beside the moves. */
export type Doing = { kind: 'move'; move: MoveOption } | { kind: 'plain'; deed: PlainDeed; opinion?: Schema<'CaseOpinion'> }

/** What is typed for it. */
export interface DeedValues {
  note: string
  account: string
  union: string
  unions: string[]
  day: string
  days: string
  other: string
  accounts: string[]
  score: string
  name: string
  contact: string
  open: boolean
  fields: Record<string, string>
}

/** Deeds whose note may stay empty. */
const NOTE_OPTIONAL: ReadonlySet<string> = new Set(['assign', 'delegate', 'resume', 'link', 'judges', 'score', 'claim_for'])
const LONGEST_EXTENSION = 60
const FULL_SCORE = 100

/** Money as it is typed, from what is kept: 123450 → 1234.50. */
export function yuan(fen: string): string {
  return /^\d+$/.test(fen) ? (Number(fen) / 100).toFixed(2) : fen
}

/** A field's value for typing. */
export function typedValue(field: Pick<CaseField, 'kind' | 'value'>): string {
  return field.kind === 'money' ? yuan(field.value) : field.value
}

/** The fields that a move asks for, in its order. */
export function fieldsOf(of: CaseDetail, doing: Doing): CaseField[] {
  if (doing.kind !== 'move') return []
  return doing.move.fields.flatMap((code) => of.fields.filter((field) => field.code === code))
}

/** An empty form; fields that are filled in already come with their values. */
export function emptyValues(of: CaseDetail, doing: Doing): DeedValues {
  const fields = Object.fromEntries(fieldsOf(of, doing).map((field) => [field.code, typedValue(field)]))
  return { note: '', account: '', union: '', unions: [], day: '', days: '', other: '', accounts: [], score: '', name: '', contact: '', open: false, fields }
}

/** Whether a note must be written. */
export function noteNeeded(doing: Doing): boolean {
  return doing.kind === 'move' ? doing.move.note : !NOTE_OPTIONAL.has(doing.deed)
}

/** What is wrong with a field's value, if anything. */
export function fieldFault(field: Pick<CaseField, 'kind' | 'most'>, typed: string): string | undefined {
  const value = typed.trim()
  if (value === '') return undefined
  if ((field.kind === 'text' || field.kind === 'long_text') && field.most && countCharacters(value) > field.most) return d.tooLong(field.most)
  if (field.kind === 'money') return /^[\d,\uff0c]{1,16}(\.\d{1,2})?$/.test(value) ? undefined : d.bad.money
  if (field.kind === 'number') return /^\d{1,9}$/.test(value) ? undefined : d.bad.number
  if (field.kind === 'day') return parseDay(tidyDay(value)) === undefined ? d.field.day : undefined
  return undefined
}

/** Who could be known by a text that everybody reads: a word for it, or nothing. */
export function tellsWho(text: string, of: Pick<CaseDetail, 'reporter_name' | 'employer_name'>): string | undefined {
  const told = (what: string) => [...what].length >= 2 && text.includes(what)
  if (told(of.reporter_name)) return d.who.name
  if (told(of.employer_name)) return d.who.employer
  return /(^|\D)1[3-9]\d{9}(\D|$)/.test(text.replace(/(\d)[\s-]+(?=\d)/g, '$1')) ? d.who.phone : undefined
}

/** What is wrong before anything is sent: name of the place and a sentence. */
export function deedFaults(of: CaseDetail, doing: Doing, v: DeedValues, missing: (label: string) => string): Map<string, string> {
  const faults = new Map<string, string>()
  if (noteNeeded(doing) && [...v.note.trim()].length < 2) faults.set('note', d.bad.short)
  for (const field of fieldsOf(of, doing)) {
    const typed = v.fields[field.code] ?? ''
    const fault = typed.trim() === '' ? missing(field.title) : fieldFault(field, typed)
    if (fault !== undefined) faults.set(`field-${field.code}`, fault)
  }
  if (doing.kind === 'move') return faults
  const need = (when: boolean, name: string, text: string) => when && faults.set(name, text)
  need(doing.deed === 'assign' && v.account === '', 'account', missing(d.field.account))
  need(doing.deed === 'transfer' && v.union === '', 'union', missing(d.field.union))
  need(doing.deed === 'countersign' && v.unions.length === 0, 'unions', d.bad.unions)
  need(doing.deed === 'countersign' && parseDay(tidyDay(v.day)) === undefined, 'day', d.field.day)
  need((doing.deed === 'merge' || doing.deed === 'link') && v.other === '', 'other', missing(d.field.other))
  need(doing.deed === 'judges' && v.accounts.length === 0, 'accounts', d.bad.judges)
  need(doing.deed === 'judges' && parseDay(tidyDay(v.day)) === undefined, 'day', d.field.day)
  need(doing.deed === 'score' && !(/^\d{1,3}$/.test(v.score.trim()) && Number(v.score) <= FULL_SCORE), 'score', d.bad.score)
  need(doing.deed === 'claim_for' && [...v.name.trim()].length < 2, 'name', d.bad.short)
  const days = Number(v.days)
  need(doing.deed === 'extend' && !(Number.isInteger(days) && days >= 1 && days <= LONGEST_EXTENSION), 'days', d.bad.days)
  return faults
}

/** Field values as they are sent. */
export function sentFields(fields: readonly Pick<CaseField, 'code' | 'kind'>[], typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(fields.map(({ code, kind }) => [code, kind === 'day' ? tidyDay(typed[code] ?? '') : (typed[code] ?? '').trim()]))
}

/** The deed that a filled-in form means. */
export function deedOf(of: CaseDetail, doing: Doing, v: DeedValues): Deed {
  const note = v.note.trim()
  if (doing.kind === 'move') return { deed: 'move', code: doing.move.code, note, fields: sentFields(fieldsOf(of, doing), v.fields) }
  switch (doing.deed) {
    case 'assign':
      return { deed: 'assign', account_id: v.account, note }
    case 'delegate':
      return { deed: 'delegate', account_id: v.account === '' ? null : v.account, note }
    case 'transfer':
      return { deed: 'transfer', union_id: v.union, note }
    case 'countersign':
      return { deed: 'countersign', union_ids: [...v.unions], question: note, due_on: tidyDay(v.day) }
    case 'opinion':
      return { deed: 'opinion', opinion_id: doing.opinion?.id ?? '0', answer: note }
    case 'extend':
      return { deed: 'extend', days: Number(v.days), note }
    case 'merge':
      return { deed: 'merge', into_id: v.other, note }
    case 'link':
      return { deed: 'link', other_id: v.other, note }
    case 'judges':
      return { deed: 'judges', account_ids: [...v.accounts], due_on: tidyDay(v.day), note }
    case 'score':
      return { deed: 'score', score: Number(v.score), comment: note }
    case 'claim_for':
      return { deed: 'claim_for', name: v.name.trim(), contact: v.contact.trim(), note }
    case 'remark':
      return { deed: 'remark', note, public: v.open }
    case 'return':
    case 'escalate':
    case 'suspend':
    case 'resume':
      return { deed: doing.deed, note }
  }
}

/** Whether it can still be done in a later version of the case. */
export function stillPossible(now: CaseDetail, doing: Doing): boolean {
  if (doing.kind === 'move') return now.moves.some((move) => move.code === doing.move.code)
  if (doing.deed === 'score') return mayScore(now)
  return plainDeeds(now).includes(doing.deed) || (doing.deed === 'opinion' && now.opinions.some((opinion) => opinion.id === doing.opinion?.id && opinion.answerable))
}

/** Whether the caller was asked for a score that still counts. */
export function mayScore(of: CaseDetail): boolean {
  return of.state === 'open' && (of.judging?.judges.some((judge) => judge.mine) ?? false) && of.judging?.open === true
}


/** What may be done beside the moves, in the order of the procedure's own list. */
export function plainDeeds(of: CaseDetail): PlainDeed[] {
  const paused = of.state === 'paused'
  const open = of.state === 'open' || paused
  const allowed = of.allows.filter((deed) => {
    if (deed === 'return') return of.came_from !== ''
    if (deed === 'suspend') return !paused
    if (deed === 'extend') return !paused && of.deadline !== null && of.deadline !== undefined
    if (deed === 'delegate') return of.owner_id !== '0'
    return true
  })
  const all: PlainDeed[] = allowed.map((deed) => (deed === 'judge' ? 'judges' : deed))
  if (of.claimable) all.unshift('claim_for')
  const acts = open && of.hand !== 'other'
  if (acts && paused) all.unshift('resume')
  if (acts) all.push('remark')
  return all
}

/** The move that goes on with the work of a step: the one that asks for its result, or the only one. */
export function mainMove(moves: readonly MoveOption[]): MoveOption | undefined {
  return moves.find((move) => move.fields.length > 0) ?? (moves.length === 1 ? moves[0] : undefined)
}

/** The move that answers the reporter; where there is none, the one that goes on. */
export function answeringMove(moves: readonly MoveOption[]): MoveOption | undefined {
  return moves.find((move) => move.answers && move.fields.length > 0) ?? moves.find((move) => move.answers) ?? mainMove(moves)
}
