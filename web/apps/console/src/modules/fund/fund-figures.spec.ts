import { describe, expect, it } from 'vitest'
import { instantOf, percent, ratioBp, summed } from './fund-figures'

describe('rates of a fund', () => {
  it('are told with one decimal, and not at all without income', () => {
    expect([percent(8790), percent(0), percent(null)]).toEqual(['87.9%', '0.0%', '—'])
    expect([ratioBp(87_90, 100_00), ratioBp(1, 3), ratioBp(5, 0)]).toEqual([8790, 3333, null])
  })
  it('rest on sums', () => {
    expect(summed([{ n: 2 }, { n: 3 }], (row) => row.n)).toBe(5)
    expect(summed([], () => 1)).toBe(0)
  })
})

describe('an instant', () => {
  it('is one of China, whatever the clock of the reader', () => {
    expect(instantOf('2026-03-01', '08:00')).toBe(Date.UTC(2026, 2, 1, 0, 0))
    expect(instantOf('2026-03-01', '00:30')).toBe(Date.UTC(2026, 1, 28, 16, 30))
  })
  it('may be the end of a day', () => expect(instantOf('2026-12-31', '24:00')).toBe(Date.UTC(2026, 11, 31, 16, 0)))
  it.each([['2026-02-30', '08:00'], ['2026-03-01', '25:00'], ['2026-03-01', '24:01'], ['2026-03-01', '8点'], ['', '08:00']])('is none for %s %s', (day, time) => expect(instantOf(day, time)).toBeUndefined())
})
