import { expect, test } from 'vitest'
import { instantOf, instantText, monthAfter, weeksOf } from './month'

test('a month is laid out in weeks from Monday', () => {
  const weeks = weeksOf('2026-11')
  expect(weeks[0]).toEqual(['', '', '', '', '', '', '2026-11-01'])
  expect(weeks.at(-1)?.[0]).toBe('2026-11-30')
  expect(weeks.every((week) => week.length === 7)).toBe(true)
  expect(weeksOf('2027-02').length).toBe(4)
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
})

test('instants are typed and shown in the time of China', () => {
  const at = instantOf('2026-12-03 07:30')
  expect(at).toBe(Date.UTC(2026, 11, 2, 23, 30))
  expect(instantText(at ?? 0)).toBe('2026-12-03 07:30')
  expect([instantOf('2026-02-30 08:00'), instantOf('明天'), instantOf('2026-12-03 25:00')]).toEqual([undefined, undefined, undefined])
})
