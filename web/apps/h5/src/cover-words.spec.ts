import { expect, it } from 'vitest'
import { bestOf, payersOf, standingOf, waitingOf } from './cover-words'

const paid = { state: 'active', active_today: false, from: '2027-01-01', to: '2027-12-31' }

it('says how a cover stands on a day', () => {
  expect(standingOf(paid, '2026-12-31')).toBe('later')
  expect(standingOf({ ...paid, active_today: true }, '2027-01-01')).toBe('now')
  expect(standingOf(paid, '2028-01-01')).toBe('over')
  expect(standingOf({ state: 'billed', active_today: false, from: null, to: null }, '2026-12-31')).toBe('unpaid')
  // The days may still stand there after the premium was given back.
  expect(standingOf({ ...paid, state: 'refunded' }, '2026-12-31')).toBe('back')
})

it('tells the best of several covers first', () => {
  expect(bestOf(['over', 'later', 'now'])).toBe('now')
  expect(bestOf(['unpaid', 'later'])).toBe('later')
  expect(bestOf(['back', 'unpaid'])).toBe('unpaid')
  expect(bestOf(['over', 'back'])).toBe('none')
  expect(bestOf([])).toBe('none')
})

it('names the last day of waiting until it is over', () => {
  expect(waitingOf({ continuous: false, waits_until: '2027-01-30' }, '2027-01-30')).toContain('2027-01-30')
  expect(waitingOf({ continuous: false, waits_until: '2027-01-30' }, '2027-01-31')).toBe('')
  expect(waitingOf({ continuous: true, waits_until: null }, '2027-01-01')).toBe('连续参保，没有等待期')
})

it('says who paid', () => {
  expect(payersOf({ premium_fen: 10000, employer_fen: 10000, union_fen: 0, person_fen: 0 })).toBe('全部由单位交')
  expect(payersOf({ premium_fen: 10000, employer_fen: 5000, union_fen: 3000, person_fen: 2000 })).toBe('其中单位 50.00 元、工会 30.00 元、本人 20.00 元')
  expect(payersOf({ premium_fen: 0, employer_fen: 0, union_fen: 0, person_fen: 0 })).toBe('赠送，不收费')
})
