import { expect, it } from 'vitest'
import { fitInto, MOST_PIXELS, roomFor } from './photo'

it.each([
  [3000, 2000, 1600, 1067],
  [2000, 3000, 1067, 1600],
  [800, 600, 800, 600],
  [10_000, 1, 1600, 1],
  [0, 0, 1, 1],
])('%i × %i becomes %i × %i', (width, height, w, h) => {
  expect(fitInto(width, height, MOST_PIXELS)).toEqual({ width: w, height: h })
})

it('there is room for nine', () => {
  expect([roomFor(0), roomFor(8), roomFor(9), roomFor(12)]).toEqual([9, 1, 0, 0])
})
