import { describe, expect, it } from 'vitest'
import { instantOfField, isSoon } from './publish-at'

describe('the instant of publication', () => {
  it('is read in the time of China', () => {
    expect(instantOfField('2026-12-04T10:00')).toBe(Date.UTC(2026, 11, 4, 2, 0))
    expect(['', '2026-12-04', '明天', '2026-13-40T10:00'].map(instantOfField)).toEqual([undefined, undefined, undefined, undefined])
  })
  it('lies ahead, within a year', () => {
    const now = Date.UTC(2026, 10, 28)
    expect([undefined, now, now - 1, now + 367 * 86_400_000].map((at) => isSoon(at, now))).toEqual([false, false, false, false])
    expect(isSoon(now + 1, now)).toBe(true)
  })
})
