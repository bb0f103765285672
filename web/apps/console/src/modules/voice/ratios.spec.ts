import { expect, it } from 'vitest'
import { figure, percent, rates } from './ratios'

it('shows numerator, denominator and rate', () => {
  const of = rates({ received: 60, closed: 60, in_time: 57, satisfied: 40, fair: 5, dissatisfied: 5 })
  expect(of.closed.text).toBe('100.0%')
  expect(of.inTime).toEqual({ part: 57, whole: 60, text: '95.0%' })
  expect(of.satisfaction).toEqual({ part: 45, whole: 50, text: '90.0%' })
})

it('has no rate of nothing', () => {
  expect(percent(0, 0)).toBe('—')
  expect(figure(0)).toBe('—')
  expect(figure(1234)).toBe('1,234')
})
