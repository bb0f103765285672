import { expect, it } from 'vitest'
import { countdown, distanceWords, endsSoon, ordered, phaseOf, standingOf, toUse, type Standing } from './benefit-words'

const ONE: Standing = { state: 'published', opens_at: 1_000, closes_at: 5_000, left: 3 }

it('opens at the very instant, and closes at the very instant', () => {
  expect(phaseOf(ONE, 999)).toBe('before')
  expect(phaseOf(ONE, 1_000)).toBe('open')
  expect(phaseOf(ONE, 4_999)).toBe('open')
  expect(phaseOf(ONE, 5_000)).toBe('over')
})

it('tells what is gone, stopped for a while, or ended', () => {
  expect(phaseOf({ ...ONE, left: 0 }, 2_000)).toBe('gone')
  // How many are left is not told before it opens: nothing is not none.
  expect(phaseOf({ ...ONE, left: null }, 2_000)).toBe('open')
  expect(phaseOf({ ...ONE, left: 0 }, 500)).toBe('before')
  expect(phaseOf({ ...ONE, state: 'paused' }, 2_000)).toBe('paused')
  expect(phaseOf({ ...ONE, state: 'ended' }, 2_000)).toBe('over')
  expect(phaseOf({ ...ONE, state: 'settled' }, 500)).toBe('over')
})

it('counts down to the moment itself', () => {
  expect(countdown(1)).toBe('00:00:01')
  expect(countdown(0)).toBe('00:00:00')
  expect(countdown(-5)).toBe('00:00:00')
  expect(countdown(3_600_000 * 3 + 64_000)).toBe('03:01:04')
  expect(countdown(86_400_000 * 2 + 1_000)).toBe('2 天 00:00:01')
})

it('shows first what can be had now and ends first, then what comes next', () => {
  const row = (id: string, state: Standing['state'], opens_at: number, closes_at: number, left: number | null) => ({ id, state, opens_at, closes_at, left })
  const rows = [row('over', 'ended', 0, 10, null), row('later', 'published', 900, 999, null), row('gone', 'published', 0, 800, 0), row('long', 'published', 0, 700, 5), row('short', 'published', 0, 600, 5), row('next', 'published', 500, 999, null)]
  expect(ordered(rows, 100).map(({ one }) => one.id)).toEqual(['short', 'long', 'next', 'later', 'gone', 'over'])
})

it('warns of a voucher that runs out within three days', () => {
  expect(endsSoon('2026-11-28', '2026-11-28')).toBe(true)
  expect(endsSoon('2026-11-30', '2026-11-28')).toBe(true)
  expect(endsSoon('2026-12-01', '2026-11-28')).toBe(false)
})

it('says distances as people say them', () => {
  expect([3, 354, 1_249, 23_400].map(distanceWords)).toEqual(['10 米', '350 米', '1.2 公里', '23 公里'])
})

it('a voucher is over with its last day, and the next to run out comes first', () => {
  const row = (expires_on: string, state: 'held' | 'used' = 'held') => ({ state, expires_on })
  expect([row('2026-11-28'), row('2026-11-27'), row('2026-11-27', 'used')].map((one) => standingOf(one, '2026-11-28'))).toEqual(['held', 'expired', 'used'])
  expect(toUse([row('2026-12-31'), row('2026-11-27'), row('2026-11-28'), row('2026-12-01', 'used')], '2026-11-28').map((one) => one.expires_on)).toEqual(['2026-11-28', '2026-12-31'])
})
