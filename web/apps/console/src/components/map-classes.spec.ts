import { expect, it } from 'vitest'
import { classesOf, classOf } from './map-classes'

it('makes classes of about the same size', () => {
  const values = Array.from({ length: 18 }, (_, i) => i + 1)
  const classes = classesOf(values)
  expect(classes).toHaveLength(5)
  expect(classes[0]).toEqual({ from: 1, to: 4 })
  expect(classes.at(-1)?.to).toBe(18)
  for (const value of values) expect(classOf(classes, value)).toBeGreaterThanOrEqual(0)
})

it('keeps equal values together, and makes no empty class', () => {
  expect(classesOf([3, 3, 3])).toEqual([{ from: 3, to: 3 }])
  expect(classesOf([0, 0, 0, 0, 0, 7])).toEqual([{ from: 0, to: 0 }, { from: 7, to: 7 }])
  expect(classesOf([])).toEqual([])
  expect(classOf(classesOf([1, 2]), undefined)).toBe(-1)
  expect(classOf(classesOf([1, 2]), 9)).toBe(-1)
})
