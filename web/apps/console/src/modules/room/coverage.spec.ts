import { expect, test } from 'vitest'
import { shareText, stillNeeded } from './coverage'

test('a share, and what is missing to the target', () => {
  expect([shareText(0, 0), shareText(1, 3), shareText(5, 5)]).toEqual(['—', '33.3%', '100.0%'])
  expect([stillNeeded(120, 139, 100), stillNeeded(10, 10, 100), stillNeeded(9, 10, 85), stillNeeded(0, 0, 100)]).toEqual([19, 0, 0, 0])
})
