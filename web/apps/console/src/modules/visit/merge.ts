/** What becomes of two edits of the same visit: a three-way merge over flat fields. Pure. */
import type { Schema } from '@niangjia/api'
import type { Content } from './content'

type Answer = Schema<'VisitAnswer'>

/** A visit's content as flat texts: `note`, `answers.finance.level`. What is missing is empty. */
export type Fields = Readonly<Record<string, string>>

/** A field that both sides changed, each to something else. */
export interface Clash {
  name: string
  base: string
  mine: string
  theirs: string
}

const TRUE = '1'

/** The content as flat fields. An answer that says nothing leaves no trace. */
export function flatten(of: Content): Fields {
  const fields: Record<string, string> = {
    day: of.day,
    until_day: of.until_day && of.until_day !== of.day ? of.until_day : '',
    lead_id: of.lead_id ?? '',
    visitors: of.visitors ?? '',
    people: (of.people ?? []).map((one) => `${one.name ?? ''}\t${one.post ?? ''}`).join('\n'),
    note: of.note ?? '',
    internal_note: of.internal_note ?? '',
    done: of.done ? TRUE : '',
  }
  for (const answer of of.answers ?? []) {
    const at = `answers.${answer.question}`
    if (answer.level) fields[`${at}.level`] = answer.level
    if (answer.text) fields[`${at}.text`] = answer.text
    if (answer.help) fields[`${at}.help`] = answer.help
  }
  return fields
}

const LEVELS = ['good', 'fair', 'poor'] as const

/** The content that flat fields say. */
export function unflatten(fields: Fields): Content {
  const text = (name: string) => fields[name] ?? ''
  const questions = [...new Set(Object.keys(fields).flatMap((name) => /^answers\.(\w+)\./.exec(name)?.[1] ?? []))]
  const answers = questions.map((question): Answer => {
    const at = `answers.${question}`
    return { question, level: LEVELS.find((one) => one === text(`${at}.level`)) ?? null, text: text(`${at}.text`), help: text(`${at}.help`) }
  })
  const people = text('people')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ name: line.split('\t')[0] ?? '', post: line.split('\t')[1] ?? '' }))
  return {
    day: text('day'),
    until_day: text('until_day') || null,
    lead_id: text('lead_id') || null,
    visitors: text('visitors'),
    people,
    answers: answers.filter((one) => one.level || one.text || one.help),
    note: text('note'),
    internal_note: text('internal_note'),
    done: text('done') === TRUE,
  }
}

/** Whether two contents say the same. */
export function same(one: Content, other: Content): boolean {
  const [a, b] = [flatten(one), flatten(other)]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => (a[name] ?? '') === (b[name] ?? ''))
}

/**
 * Merges two edits of `base`: what only one side changed is taken from that side, what both changed alike is taken once. What
 * both changed differently is a clash and stays as it is at `mine` until somebody decides.
 */
export function merge(base: Fields, mine: Fields, theirs: Fields): { merged: Fields; clashes: Clash[] } {
  const merged: Record<string, string> = {}
  const clashes: Clash[] = []
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [b, m, t] = [base[name] ?? '', mine[name] ?? '', theirs[name] ?? '']
    merged[name] = m === b ? t : m
    if (m !== b && t !== b && m !== t) clashes.push({ name, base: b, mine: m, theirs: t })
  }
  return { merged, clashes }
}

/** The merged fields with what somebody decided: the names of clashes for which the other side's is taken. */
export function decide(merged: Fields, clashes: readonly Clash[], theirs: ReadonlySet<string>): Fields {
  const taken = clashes.filter((clash) => theirs.has(clash.name)).map((clash) => [clash.name, clash.theirs])
  return { ...merged, ...Object.fromEntries(taken) }
}
