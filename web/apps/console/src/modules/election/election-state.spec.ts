import { expect, test } from 'vitest'
import { candidatesFor, daysBetween, deedsOf, electionTone, lettersOf, paperDay, passOf, quorumOf, stepAt } from './election-state'
import type { Election } from './use-elections'

const election = (state: Election['state']) => ({ state }) as Election

test('two thirds must come, and more than half of all must vote for the elected', () => {
  const [thirds, half] = [{ numerator: 2, denominator: 3 }, { numerator: 1, denominator: 2 }]
  expect([90, 91, 3, 1].map((n) => quorumOf(n, thirds))).toEqual([60, 61, 2, 1])
  expect([90, 91, 1].map((n) => passOf(n, half))).toEqual([46, 46, 1])
  expect([passOf(90, thirds), quorumOf(90, half)]).toEqual([61, 45])
})

test('more candidates than seats, by the share of the rules', () => {
  const law = { numerator: 5, denominator: 100 }
  expect([1, 5, 20, 21].map((seats) => candidatesFor(seats, law))).toEqual([2, 6, 21, 23])
})

test('each state says who has to do something, and a final one nobody', () => {
  expect(deedsOf(election('applied'))).toEqual({ own: ['cancel'], above: ['answer'] })
  expect(deedsOf(election('called')).own).toContain('votes')
  expect(deedsOf(election('reported'))).toEqual({ own: [], above: ['approval'] })
  for (const state of ['approved', 'refused', 'cancelled'] as const) expect(deedsOf(election(state))).toEqual({ own: [], above: [] })
  expect([stepAt(election('applied')), stepAt(election('approved')), stepAt(election('refused'))]).toEqual([0, 5, -1])
  expect([electionTone('approved'), electionTone('refused'), electionTone('cancelled'), electionTone('called')]).toEqual(['good', 'bad', 'quiet', 'wait'])
})

test('days are counted whole, and those behind are negative', () => {
  expect([daysBetween('2026-11-26', '2026-12-26'), daysBetween('2026-11-26', '2026-11-25')]).toEqual([30, -1])
})

test('a letter exists once what it says has happened, and writes days as official papers do', () => {
  expect(lettersOf(election('applied'))).toEqual(['request'])
  expect(lettersOf({ ...election('preparing'), started_on: '2026-05-01' })).toEqual(['request', 'start'])
  expect(lettersOf({ ...election('reported'), held_on: '2026-06-01' })).toEqual(['request', 'result'])
  expect(lettersOf({ ...election('approved'), held_on: '2026-06-01' })).toEqual(['request', 'result', 'approval'])
  expect([paperDay('2026-06-01'), paperDay(null)]).toEqual(['2026\u5e746\u67081\u65e5', ''])
})
