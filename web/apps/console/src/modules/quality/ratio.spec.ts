import { expect, it } from 'vitest'
import { ratio } from './ratio'

it('sorts what has no denominator first', () => {
  expect([ratio(1, 2), ratio(0, 0), ratio(0, 5)].sort((a, b) => a - b)).toEqual([-1, 0, 0.5])
})
