/**
 * What a survey shows to somebody who has answered so far, and whether an answer will do. The server decides the same
 * (modules/survey/src/rules); both are held to modules/survey/tests/data/branching.json.
 */

import type { Schema } from '@niangjia/api'

type Question = Schema<'SurveyQuestion'>
export type SurveyCondition = Partial<Schema<'SurveyCondition'>>

/** A question, also one that is half written. */
export type SurveyQuestionLike = Omit<Partial<Question>, 'choices' | 'show'> & {
  choices?: Partial<Schema<'SurveyChoice'>>[]
  show?: { any?: boolean; conditions?: SurveyCondition[] }
}

export interface SurveyGivenLike {
  question?: string
  choices?: string[]
  text?: string
  number?: number | null
  day?: string | null
}

/** Answers by the code of their question. */
export type SurveyAnswers = Readonly<Record<string, SurveyGivenLike>>

export const MAX_SHORT_TEXT = 100
export const MAX_LONG_TEXT = 1000
const MAX_NUMBER = 1_000_000_000

/** Whether an answer says nothing. */
export function isEmptyGiven(given: SurveyGivenLike | undefined): boolean {
  if (!given) return true
  return (given.choices ?? []).length === 0 && (given.text ?? '').trim() === '' && (given.number ?? null) === null && (given.day ?? null) === null
}

const dayNumber = (day: string): number => Number(day.split('-').join(''))

function holds(condition: SurveyCondition, seen: SurveyAnswers): boolean {
  const given = seen[condition.question ?? '']
  const value = condition.value ?? ''
  const chosen = (given?.choices ?? []).includes(value)
  const answer = given?.number ?? (given?.day ? dayNumber(given.day) : undefined)
  const wanted = value.includes('-') && value.length === 10 ? dayNumber(value) : Number(value)
  const compared = answer !== undefined && value.trim() !== '' && Number.isFinite(wanted)
  switch (condition.test ?? 'chosen') {
    case 'chosen':
      return chosen
    case 'not_chosen':
      return !chosen
    case 'equals':
      return compared && answer === wanted
    case 'at_least':
      return compared && answer >= wanted
    case 'at_most':
      return compared && answer <= wanted
    case 'answered':
      return given !== undefined
    case 'not_answered':
      return given === undefined
  }
}

/** The questions that are shown, in their order. What was answered to a question that is hidden by now does not count. */
export function shownQuestions<Question extends SurveyQuestionLike>(questions: readonly Question[], answers: SurveyAnswers): Question[] {
  const seen: Record<string, SurveyGivenLike> = {}
  return questions.filter((question) => {
    const conditions = question.show?.conditions ?? []
    const shown = conditions.length === 0 || (question.show?.any ? conditions.some((one) => holds(one, seen)) : conditions.every((one) => holds(one, seen)))
    const given = answers[question.code ?? '']
    if (shown && given && !isEmptyGiven(given)) seen[question.code ?? ''] = given
    return shown
  })
}

/** Questions by pages of the phone; a page without shown questions is left out. */
export function surveyPages<Question extends SurveyQuestionLike>(questions: readonly Question[], answers: SurveyAnswers): Question[][] {
  const shown = new Set(shownQuestions(questions, answers))
  const pages: Question[][] = []
  for (const question of questions) {
    if (pages.length === 0 || question.new_page) pages.push([])
    if (shown.has(question)) pages[pages.length - 1]?.push(question)
  }
  return pages.filter((page) => page.length > 0)
}

/** What is wrong with an answer, with its bounds; nothing if it will do. */
export interface GivenFault {
  fault: 'missing' | 'choices' | 'text' | 'number'
  least: number
  most: number
}

export function choiceBounds(question: SurveyQuestionLike): { least: number; most: number } {
  const all = (question.choices ?? []).length
  return { least: question.least ?? (question.required ? 1 : 0), most: Math.min(question.most ?? all, all) }
}

/** Bounds of a text, in characters as people count them. */
export function textBounds(question: SurveyQuestionLike): { least: number; most: number } {
  const limit = question.kind === 'long_text' ? MAX_LONG_TEXT : MAX_SHORT_TEXT
  return { least: Math.max(1, question.least ?? 0), most: Math.min(question.most ?? limit, limit) }
}

export function faultOf(question: SurveyQuestionLike, given: SurveyGivenLike | undefined): GivenFault | undefined {
  if (isEmptyGiven(given)) return question.required ? { fault: 'missing', least: 0, most: 0 } : undefined
  const within = (n: number, { least, most }: { least: number; most: number }, fault: GivenFault['fault']) => (n >= least && n <= most ? undefined : { fault, least, most })
  switch (question.kind ?? 'single') {
    case 'multiple':
      return within((given?.choices ?? []).length, choiceBounds(question), 'choices')
    case 'short_text':
    case 'long_text':
      return within([...(given?.text ?? '').trim()].length, textBounds(question), 'text')
    case 'number': {
      const bounds = { least: question.least ?? -MAX_NUMBER, most: question.most ?? MAX_NUMBER }
      const n = given?.number ?? NaN
      return Number.isInteger(n) ? within(n, bounds, 'number') : { fault: 'number', ...bounds }
    }
    default:
      return undefined
  }
}

/** The answers that are sent: of shown questions, in their order. */
export function answersToSend<Given extends SurveyGivenLike>(questions: readonly SurveyQuestionLike[], answers: Readonly<Record<string, Given>>): (Given & { question: string })[] {
  return shownQuestions(questions, answers).flatMap((question) => {
    const given = answers[question.code ?? '']
    return given && !isEmptyGiven(given) ? [{ ...given, question: question.code ?? '' }] : []
  })
}
