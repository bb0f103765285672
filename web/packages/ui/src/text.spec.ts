import { expect, it } from 'vitest'
import { countCharacters } from './text'

it('counts what people see, without white space', () => {
  expect(countCharacters('')).toBe(0)
  expect(countCharacters('盼 新 年\n平安\u3000喜乐')).toBe(7)
  expect(countCharacters('好。')).toBe(2)
  expect(countCharacters('👍🏽👨‍👩‍👧é')).toBe(3)
  expect(countCharacters('a\u200Bb\uFEFF')).toBe(2)
  expect(countCharacters('字'.repeat(200))).toBe(200)
})
