// @vitest-environment node
import { expect, it } from 'vitest'
import { totp } from './totp.mjs'

// The SHA-1 vectors of RFC 6238, appendix B, cut to six digits.
it.each([
  [59, '287082'],
  [1111111109, '081804'],
  [2000000000, '279037'],
])('at second %s shows %s', (second, code) => {
  expect(totp('GEZDGNBVGY3TQOJQ GEZDGNBVGY3TQOJQ', second * 1000)).toBe(code)
})
