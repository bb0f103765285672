import { expect, it } from 'vitest'
import { daysOf, monthDays, namedDays } from './discount-days'

it('reads days of the month as people write them', () => {
  expect(monthDays('1、5')).toEqual([1, 5])
  expect(monthDays('１日，15号 31')).toEqual([1, 15, 31])
  expect(monthDays('')).toEqual([])
  for (const wrong of ['0', '32', '1.5', '每月1日']) expect(monthDays(wrong)).toBeUndefined()
})

it('reads named days', () => {
  expect(namedDays('2026-12-31、2027.1.1')).toEqual(['2026-12-31', '2027-01-01'])
  expect(namedDays('2026-02-30')).toBeUndefined()
  expect(daysOf('1,3', '5', '')).toEqual({ weekdays: [1, 3], month_days: [5], dates: [] })
})
