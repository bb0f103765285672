import type { Schema } from '@niangjia/api'
import { expect, it } from 'vitest'
import { callChoices } from './take-call'

const step = (code: string, closed = false): Schema<'CaseStep'> => ({ code, title: code, plain: code, closed })
const track = (code: string, count: number): Schema<'CaseTrack'> => ({ code, title: code, limit: { count, unit: 'working_days' } })
const procedure = (moves: Schema<'CaseMove'>[]): Schema<'Procedure'> => ({
  kind: 'voice.call',
  title: '12351热线',
  series: 'RX',
  tracks: [track('easy', 3), track('hard', 15)],
  steps: [step('registered'), step('working'), step('answered', true), step('declined', true)],
  moves,
})
const move = (code: string, change: Partial<Schema<'CaseMove'>> = {}): Schema<'CaseMove'> => ({ code, title: code, from: ['registered'], to: 'working', ...change })

it('offers what can be done while a call is taken down: an answer at once, the tracks in their order, other ends', () => {
  const choices = callChoices(
    procedure([
      move('dispatch_hard', { track: 'hard', from: ['registered', 'working'] }),
      move('answer_now', { to: 'answered', answers: true, note: true }),
      move('dispatch_easy', { track: 'easy' }),
      move('decline', { to: 'declined', answers: true, note: true }),
    ]),
  )
  expect(choices.map((one) => [one.code, one.limit?.count, one.answers, one.note])).toEqual([
    ['answer_now', undefined, true, true],
    ['dispatch_easy', 3, false, false],
    ['dispatch_hard', 15, false, false],
    ['decline', undefined, true, true],
  ])
})

it('offers no move that needs more than a sentence, or that others make', () => {
  const refused = [
    move('with-field', { track: 'easy', fields: ['result'] }),
    move('with-file', { track: 'easy', attachment: true }),
    move('judged', { track: 'easy', judged: 2 }),
    move('later', { track: 'easy', from: ['working'] }),
    move('reporter', { to: 'answered', by: 'reporter', answers: true }),
    move('without-track'),
  ]
  expect(callChoices(procedure(refused))).toEqual([])
  expect(callChoices(undefined)).toEqual([])
})
