import { expect, it } from 'vitest'
import { answersToSend, faultOf, surveyPages, type SurveyQuestionLike } from './survey'

const single = (code: string, more: SurveyQuestionLike = {}): SurveyQuestionLike => ({ code, kind: 'single', required: true, choices: [{ code: 'a' }, { code: 'b' }], ...more })

it('leaves out a page without questions, and what is hidden is not sent', () => {
  const questions = [single('q1'), single('q2', { new_page: true, show: { conditions: [{ question: 'q1', test: 'chosen', value: 'a' }] } }), single('q3', { new_page: true })]
  expect(surveyPages(questions, {}).map((page) => page.map((one) => one.code))).toEqual([['q1'], ['q3']])
  const given = { q1: { choices: ['b'] }, q2: { choices: ['a'] }, q3: { choices: ['a'] } }
  expect(answersToSend(questions, given).map((one) => one.question)).toEqual(['q1', 'q3'])
})

it('says what is wrong with an answer', () => {
  expect(faultOf(single('q'), undefined)?.fault).toBe('missing')
  expect(faultOf(single('q', { required: false }), undefined)).toBeUndefined()
  expect(faultOf({ kind: 'multiple', most: 2, choices: [{}, {}, {}] }, { choices: ['a', 'b', 'c'] })).toEqual({ fault: 'choices', least: 0, most: 2 })
  expect(faultOf({ kind: 'number', least: 0, most: 120 }, { number: 121 })).toEqual({ fault: 'number', least: 0, most: 120 })
  expect(faultOf({ kind: 'number', least: 0, most: 120 }, { number: 1.5 })?.fault).toBe('number')
  expect(faultOf({ kind: 'short_text', most: 4 }, { text: '一二三四五' })?.fault).toBe('text')
  expect(faultOf({ kind: 'short_text', most: 4 }, { text: ' 一二三四 ' })).toBeUndefined()
})
