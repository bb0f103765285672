import { expect, test } from 'vitest'
import { daysBetween, deedsOf, electionTone, lettersOf, paperDay, passOf, quorumOf, stepAt } from './election-state'
import type { Election } from './use-elections'

const election = (state: Election['state']) => ({ state }) as Election

test('two thirds must come, and more than half of all must vote for the elected', () => {
  expect([quorumOf(90), quorumOf(91), quorumOf(3), quorumOf(1)]).toEqual([60, 61, 2, 1])
  expect([passOf(90), passOf(91), passOf(1)]).toEqual([46, 46, 1])
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
  expect(lettersOf({ ...election('reported'), held_on: '2026-06-01' })).toEqual(['request', 'result'])
  expect(lettersOf({ ...election('approved'), held_on: '2026-06-01' })).toEqual(['request', 'result', 'approval'])
  expect([paperDay('2026-06-01'), paperDay(null)]).toEqual(['2026\u5e746\u67081\u65e5', ''])
})
