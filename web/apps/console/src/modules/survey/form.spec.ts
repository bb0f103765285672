import { expect, it } from 'vitest'
import { fieldOf, freshCode, instantOf, moved, newQuestion, wholeOf } from './form'

it('shows instants in the time of China, wherever the browser is', () => {
  expect(fieldOf(Date.UTC(2026, 10, 27, 16, 30))).toBe('2026-11-28T00:30')
  expect(instantOf('2026-11-28T00:30')).toBe(Date.UTC(2026, 10, 27, 16, 30))
  expect(fieldOf(0)).toBe('')
  expect(instantOf('')).toBe(0)
})

it('gives codes that nothing has', () => {
  expect(freshCode('q', [])).toBe('q1')
  expect(freshCode('q', ['q2'])).toBe('q3')
  expect(freshCode('c', ['c1', 'c2'])).toBe('c3')
  expect(newQuestion('rating', []).most).toBe(5)
})

it('moves by one place and stays at the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
})

it('reads whole numbers only', () => {
  expect([wholeOf('12'), wholeOf(' -3 '), wholeOf('1.5'), wholeOf('')]).toEqual([12, -3, null, null])
})
