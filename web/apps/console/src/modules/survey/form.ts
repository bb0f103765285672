import type { Question, QuestionKind, SurveyDetail, SurveyDraft } from './use-surveys'

const CHINA_MS = 8 * 3_600_000

/** An instant as the field for day and time has it, in the time of China. */
export function fieldOf(ms: number): string {
  return ms > 0 ? new Date(ms + CHINA_MS).toISOString().slice(0, 16) : ''
}
/** The instant of such a field; 0 for none. */
export function instantOf(text: string): number {
  const ms = Date.parse(`${text}:00+08:00`)
  return Number.isFinite(ms) ? ms : 0
}

/** A code that nothing has yet: `q1`, `q2` … or `c1` … */
export function freshCode(letter: 'q' | 'c', taken: readonly (string | undefined)[]): string {
  for (let n = taken.length + 1; ; n += 1) {
    if (!taken.includes(`${letter}${n}`)) return `${letter}${n}`
  }
}

export const chooses = (kind: QuestionKind | undefined) => (kind ?? 'single') === 'single' || kind === 'multiple'

/** A new question of a kind. */
export function newQuestion(kind: QuestionKind, questions: readonly Question[]): Question {
  const code = freshCode('q', questions.map((one) => one.code))
  const choices = chooses(kind) ? ['c1', 'c2'].map((choice) => ({ code: choice, label: '', quota: 0 })) : []
  return { code, kind, title: '', help: '', required: true, new_page: false, choices, least: null, most: kind === 'rating' ? 5 : null, show: { any: false, conditions: [] }, cross: false, right: [], points: 10 }
}

/** What is sent of a survey that is being built. */
export function draftOf(survey: SurveyDetail): SurveyDraft {
  const { kind, anonymous, title, intro, opens_at, closes_at, form } = survey
  return { kind, anonymous, title, intro, opens_at, closes_at, form }
}

/** The list with one element moved by one place, if there is one. */
export function moved<Item>(all: readonly Item[], at: number, by: -1 | 1): Item[] {
  const to = at + by
  const item = all[at]
  const other = all[to]
  if (item === undefined || other === undefined) return [...all]
  const next = [...all]
  next[to] = item
  next[at] = other
  return next
}

/** A whole number as typed; none if it is not one. */
export function wholeOf(text: string): number | null {
  return /^-?\d{1,10}$/.test(text.trim()) ? Number(text.trim()) : null
}

/** A copy of its own, without anything of Vue in it. */
export const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
