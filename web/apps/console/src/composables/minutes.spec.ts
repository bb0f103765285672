import { expect, it } from 'vitest'
import { minutesOf, monthDays, timeText, weekdayOf } from './minutes'

it('reads the ways people type a time', () => {
  expect(['9:00', '09：00', '0900', '24:00'].map(minutesOf)).toEqual([540, 540, 540, 1440])
  expect(['9', '9:60', '25:00', ''].map(minutesOf)).toEqual([undefined, undefined, undefined, undefined])
  expect(timeText(545)).toBe('09:05')
})

it('knows the days of a month and of a week', () => {
  expect(monthDays('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(monthDays('2028-13')).toBeUndefined()
  expect(weekdayOf('2026-11-26')).toBe(4)
  expect(weekdayOf('2026-11-29')).toBe(7)
})
