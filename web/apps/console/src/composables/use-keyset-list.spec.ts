import { VueQueryPlugin } from '@tanstack/vue-query'
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { readState, useKeysetList, writeState, type KeysetList, type ListState } from './use-keyset-list'

const NAMES = ['status', 'union_id'] as const
type Name = (typeof NAMES)[number]

describe('the address bar', () => {
  it('is read and written without loss, and keeps short', () => {
    const query = { q: '王', status: 'active', after: 'c1' }
    const state = readState(query, NAMES)
    expect(state).toEqual({ q: '王', sort: '', after: 'c1', filters: { status: 'active' } })
    expect(writeState(state)).toEqual(query)
  })
  it('takes the first of repeated values and ignores empty ones', () => {
    expect(readState({ status: ['a', 'b'], union_id: '' }, NAMES).filters).toEqual({ status: 'a' })
  })
})

/** A list mounted on a route, with a server of three pages. */
async function mounted(start: string) {
  const router: Router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/members', component: { template: '<i/>' } }] })
  await router.push(start)
  const load = vi.fn(async (state: ListState<Name>) => {
    const page = Number(state.after || '0')
    return { items: [`${state.q}${page}`], next: page < 2 ? String(page + 1) : null, count: { value: 3, exact: true } }
  })
  let list: KeysetList<string, Name> | undefined
  mount(
    {
      setup: () => {
        list = useKeysetList({ key: 'test', filters: NAMES, load: (state) => load(state) })
        return () => null
      },
    },
    { global: { plugins: [router, VueQueryPlugin] } },
  )
  await flushPromises()
  if (!list) throw new Error('not mounted')
  return { router, load, list }
}

describe('a list', () => {
  it('asks for what the address says', async () => {
    const { list, load } = await mounted('/members?q=li&status=active')
    expect(load.mock.calls[0]?.[0]).toMatchObject({ q: 'li', filters: { status: 'active' } })
    expect(list.items.value).toEqual(['li0'])
    expect(list.filtered.value).toBe(true)
  })

  it('turns pages by the cursors of the server, and back with the back button', async () => {
    const { list, router } = await mounted('/members')
    list.next()
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ after: '1' })
    expect(list.hasPrev.value).toBe(true)
    list.next()
    await flushPromises()
    expect(list.hasNext.value).toBe(false)
    list.prev()
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ after: '1' })
    list.prev()
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({})
    expect(list.hasPrev.value).toBe(false)
    router.back()
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ after: '1' })
  })

  it('leads back to the first page when a page was opened by its address', async () => {
    const { list, router } = await mounted('/members?after=2')
    list.prev()
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({})
  })

  it('starts at the first page again when a filter changes, and leaves foreign names alone', async () => {
    const { list, router } = await mounted('/members?after=2&tab=mine')
    list.filter('status', 'left')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ tab: 'mine', status: 'left' })
    list.filter('status', '')
    list.search('  zs ')
    await flushPromises()
    expect(router.currentRoute.value.query).toMatchObject({ tab: 'mine', q: 'zs' })
  })

  it('shows a saved view from its first page', async () => {
    const { list, router } = await mounted('/members?q=old')
    list.show({ status: 'active', after: '2' })
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({ status: 'active' })
  })
})
