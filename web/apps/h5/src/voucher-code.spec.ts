import { expect, it } from 'vitest'
import { codeAt, minuteDigits } from './voucher-code'

const CODES = [100, 101, 102].map((minute) => ({ minute, text: `NJ1.${minute}`, typed: `${minute}` }))

it('shows the code of the minute, and for how long', () => {
  expect(codeAt(CODES, 100 * 60_000)).toEqual({ code: CODES[0], seconds: 60, minutes: 3 })
  expect(codeAt(CODES, 101 * 60_000 + 59_500)).toEqual({ code: CODES[1], seconds: 1, minutes: 2 })
  expect(codeAt(CODES, 102 * 60_000)?.code.text).toBe('NJ1.102')
})

it('shows none that does not hold any more, and none too early', () => {
  expect(codeAt(CODES, 103 * 60_000)).toBeUndefined()
  expect(codeAt(CODES, 99 * 60_000 + 59_999)).toBeUndefined()
  expect(codeAt([], 0)).toBeUndefined()
})

it('reads the digits of the minute apart from the number', () => {
  expect(minuteDigits('2026 0000017 43 118 204')).toBe('118 204')
})
