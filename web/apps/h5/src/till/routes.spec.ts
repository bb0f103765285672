import type { Schema } from '@niangjia/api'
import { expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { isClerk, isTill, signInFor, tillRoutes } from './routes'

const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', name: 'card', component: {} }, ...tillRoutes] })
const view = (kind: string, permissions: string[]): Schema<'SessionDocument'> => ({ kind, id: '1', name: '', roles: [], permissions, ends_at: 0, demo: false })

it('only a clerk stands at a till: no member, no cadre', () => {
  expect(isClerk(view('staff', ['till.read', 'till.create']))).toBe(true)
  expect(isClerk(view('staff', ['campaign.read']))).toBe(false)
  expect(isClerk(view('member', ['till.read']))).toBe(false)
  expect(isClerk(undefined)).toBe(false)
})

it('each signs in at the own door and comes back to the page', () => {
  const [today, card] = [router.resolve('/till/today'), router.resolve('/')]
  expect([isTill(today), isTill(card)]).toEqual([true, false])
  expect(signInFor(today)).toEqual({ name: 'till-sign-in', query: { next: '/till/today' } })
  expect(signInFor(card, true)).toEqual({ name: 'sign-in', query: { next: '/', expired: '1' } })
})
