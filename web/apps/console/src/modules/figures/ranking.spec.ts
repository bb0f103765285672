import { expect, it } from 'vitest'
import { ownValues, rateOf, signed } from './ranking'
import type { FigureRow } from './use-figures'

const row = (members: number, numerator: number, denominator: number): FigureRow => ({
  union_id: '1',
  union_name: '',
  has_children: false,
  values: { 'member.total': members },
  rates: [{ code: 'employer.coverage', title: '', numerator, numerator_code: '', denominator, denominator_code: '', day: '2026-09-30', basis: '' }],
})

it('ranks by rate, those without a denominator last', () => {
  const rows = [row(1, 1, 2), row(2, 0, 0), row(3, 3, 3)]
  const order = [...rows].sort((a, b) => rateOf(b, 'employer.coverage') - rateOf(a, 'employer.coverage')).map((r) => r.values['member.total'])
  expect(order).toEqual([3, 1, 2])
})

it('tells what the union has of its own', () => {
  expect(ownValues(row(10, 0, 0), [row(3, 0, 0), row(6, 0, 0)])).toEqual({ 'member.total': 1 })
})

it('writes a change with its sign', () => {
  expect([signed(2), signed(-3), signed(0)]).toEqual(['+2', '\u22123', '0'])
})
