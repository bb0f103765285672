import { expect, it } from 'vitest'
import { isState, lineName, markOf, stepOf } from './claim-words'
import { claims } from './locales/mutual-claim'

it('has a word and a place for every state of a claim', () => {
  for (const state of Object.keys(claims.state)) expect([isState(state), stepOf(state) === undefined], state).toEqual([true, markOf(state) === 'over'])
  expect([isState('unheard_of'), stepOf('unheard_of')]).toEqual([false, undefined])
})

it('places a claim among the steps, and one without money nowhere', () => {
  expect(['prepared', 'supplement', 'notice', 'batched', 'paid'].map(stepOf)).toEqual([0, 1, 2, 3, 4])
  expect([stepOf('refused'), stepOf('withdrawn')]).toEqual([undefined, undefined])
})

it('marks what waits for the worker', () => {
  expect(['supplement', 'returned', 'paid', 'second', 'refused'].map(markOf)).toEqual(['turn', 'turn', 'good', 'going', 'over'])
})

it('names the lines of the reckoning plainly', () => {
  expect(lineName('deductible', '起付线')).toBe('起付线，这部分自己承担')
  expect(lineName('fresh_code', '新的一行')).toBe('新的一行')
})
