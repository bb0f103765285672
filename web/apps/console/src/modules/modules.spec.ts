import { describe, expect, it } from 'vitest'
import { kit } from '../kit'
import { mayOpen } from '../module'
import { menuFor, modules, pages, trailOf } from '.'

describe('the declarations of all modules', () => {
  it('name every page and path once', () => {
    expect(new Set(pages.map((page) => page.name)).size).toBe(pages.length)
    expect(new Set(pages.map((page) => page.path)).size).toBe(pages.length)
    expect(new Set(modules.map((module) => module.name)).size).toBe(modules.length)
  })
  it('lead every page back over parents that exist', () => {
    const names = new Set(pages.map((page) => page.name))
    for (const page of pages) {
      if (page.parent !== undefined) expect(names.has(page.parent), `${page.name} has the parent ${page.parent}`).toBe(true)
      expect(trailOf(page.name).at(-1)).toBe(page)
    }
  })
  it('give every page a component that loads', async () => {
    for (const page of pages) expect((await page.component()).default, page.name).toBeTruthy()
  })
})

describe('permissions', () => {
  it('hide what the account may not open', () => {
    for (const page of pages) {
      const shown = menuFor(new Set()).flatMap((group) => group.pages)
      if (page.menu && page.permission !== undefined) expect(shown, page.name).not.toContain(page)
    }
  })
  it('need one of several', () => {
    expect(mayOpen({ permission: ['member.read', 'union.read'] }, new Set(['union.read']))).toBe(true)
    expect(mayOpen({ permission: ['member.read', 'union.read'] }, new Set(['audit.read']))).toBe(false)
    expect(mayOpen({}, new Set())).toBe(true)
  })
})

const sources = import.meta.glob<string>('../**/*.vue', { eager: true, query: '?raw', import: 'default' })

it('every Element Plus tag in use is in the kit, and nothing else', () => {
  const used = new Set<string>()
  for (const source of Object.values(sources)) {
    for (const match of source.matchAll(/<(el-[a-z-]+)/g)) {
      used.add((match[1] ?? '').replace(/(^|-)([a-z])/g, (_all: string, _dash: string, letter: string) => letter.toUpperCase()))
    }
  }
  expect([...used].filter((name) => !(name in kit))).toEqual([])
  expect(Object.keys(kit).filter((name) => !used.has(name))).toEqual([])
})

const scripts = import.meta.glob<string>('./**/use-*.ts', { eager: true, query: '?raw', import: 'default' })

it('every list keeps its rows under a key of its own', () => {
  const keys = Object.values(scripts).flatMap((text) => [...text.matchAll(/useKeysetList\(\{\s+key: '([^']+)'/g)].map((match) => match[1]))
  expect(keys.length).toBeGreaterThan(20)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})
