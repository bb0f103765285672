// @vitest-environment node
import { expect, it } from 'vitest'
import { leaves, usedIn } from './locale-keys.mjs'

it('finds the keys of a locale file', () => {
  const text = "export const t = { a: 'x', b: { c: (n: number) => `${n}`, 'd.e': 'y' }, f: ['1'] } as const"
  expect(leaves(text)).toEqual([
    { root: 't', path: ['a'] },
    { root: 't', path: ['b', 'c'] },
    { root: 't', path: ['b', 'd.e'] },
    { root: 't', path: ['f'] },
  ])
})

it('knows a key that is used from one that is not', () => {
  expect(usedIn(['x = t.b.c(1)'], 't', ['b', 'c'])).toBe(true)
  expect(usedIn(['x = t.b.cc'], 't', ['b', 'c'])).toBe(false)
  expect(usedIn(['x = t.b[name]'], 't', ['b', 'c'])).toBe(true)
  expect(usedIn(['v-for="(text, key) in t.b"'], 't', ['b', 'c'])).toBe(true)
  expect(usedIn(['x = t.b.d'], 't', ['b', 'c'])).toBe(false)
  expect(usedIn(["x = t.b['d.e']"], 't', ['b', 'd.e'])).toBe(true)
  expect(usedIn(["import { t as shared } from 'y'\nx = shared.b.c"], 't', ['b', 'c'])).toBe(true)
  expect(usedIn(['x = at.b.c'], 't', ['b', 'c'])).toBe(false)
})
