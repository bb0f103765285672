import { describe, expect, it } from 'vitest'
import { change, compared, daysOf, isMonth, lastMonths, monthsBefore } from './month'

const row = (key: string, received: number) => ({ key, title: key, received, closed: 0, in_time: 0, late: 0, satisfied: 0, fair: 0, dissatisfied: 0, reopened: 0 })

describe('months', () => {
  it('go back over the turn of the year', () => {
    expect(monthsBefore('2026-01', 1)).toBe('2025-12')
    expect(monthsBefore('2026-11', 12)).toBe('2025-11')
    expect(monthsBefore('2026-12', 0)).toBe('2026-12')
    expect(lastMonths('2026-02-03', 3)).toEqual(['2026-02', '2026-01', '2025-12'])
  })
  it('have their days', () => {
    expect(daysOf('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(daysOf('2026-11')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
  })
  it('are told from other words', () => {
    expect(['2026-11', '2026-13', '2026-1', ''].map(isMonth)).toEqual([true, false, false, false])
  })
})

it('a change has a sign, and none where there was nothing', () => {
  expect(change(15, 10)).toBe('+50.0%')
  expect(change(5, 10)).toBe('-50.0%')
  expect(change(10, 10)).toBe('0.0%')
  expect(change(3, 0)).toBe('—')
  expect(change(3, undefined)).toBe('—')
})

it('lines stand beside the same ones of other months; what is gone comes last with nothing', () => {
  const lines = compared([row('pay', 3)], [row('pay', 2), row('hours', 4)], [row('hours', 1), row('law', 1)])
  expect(lines.map(({ row: now, before, yearAgo }) => [now.key, now.received, before?.received, yearAgo?.received])).toEqual([
    ['pay', 3, 2, undefined],
    ['hours', 0, 4, 1],
    ['law', 0, undefined, 1],
  ])
})
