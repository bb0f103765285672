import { ApiProblem } from '@niangjia/api'
import { beforeEach, expect, it } from 'vitest'
import { forgetKept, keepFor, mayStart, orKept } from './kept-till'

beforeEach(() => localStorage.clear())
const line = new TypeError('network')
const offline = () => Promise.reject(ApiProblem.from(new TypeError('network')))

it('without a network what was heard last stands; a refusal does not', async () => {
  const from = (said: { n: number }) => said.n
  await expect(orKept('own', offline, from)).rejects.toMatchObject({ code: 'web.offline' })
  keepFor('own', { n: 7 })
  expect(await orKept('own', offline, from)).toBe(7)
  expect(await orKept('own', () => Promise.resolve(8), from)).toBe(8)
  await expect(orKept('own', () => Promise.reject(new ApiProblem('http.x', 401, '')), from)).rejects.toMatchObject({ status: 401 })
})

it('a till starts without a network once both parts are here, and not after somebody signed out', () => {
  expect(mayStart(line)).toBe(false)
  keepFor('own', {})
  expect(mayStart(line)).toBe(false)
  keepFor('key', {})
  expect(mayStart(line)).toBe(true)
  expect(mayStart(new ApiProblem('http.x', 401, ''))).toBe(false)
  forgetKept()
  expect(mayStart(line)).toBe(false)
})
