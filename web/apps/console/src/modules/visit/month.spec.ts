import { expect, it } from 'vitest'
import { monthBeside, weeksOf } from './month'

it('a month is whole weeks from Monday', () => {
  const weeks = weeksOf('2026-11')
  expect(weeks?.[0]?.[0]).toBe('2026-10-26')
  expect(weeks?.at(-1)?.at(-1)).toBe('2026-12-06')
  expect(weeks?.flat().filter((day) => day.startsWith('2026-11'))).toHaveLength(30)
  expect(weeksOf('2026-02')).toHaveLength(5)
  expect(weeksOf('2027-02')?.[0]?.[0]).toBe('2027-02-01')
  expect(weeksOf('2026-13')).toBeUndefined()
})

it('months follow each other over the year', () => {
  expect([monthBeside('2026-12', 1), monthBeside('2026-01', -1), monthBeside('2026-05', 1)]).toEqual(['2027-01', '2025-12', '2026-06'])
})
