import { afterEach, expect, it, vi } from 'vitest'
import createClient from 'openapi-fetch'
import { newKey, requestHeaders, send, sendTagged, whenSignedOut } from './client'
import { ApiProblem } from './problem'

afterEach(() => whenSignedOut(() => undefined))

/** The headers of the request that a call makes. */
async function headersOf(method: 'GET' | 'POST', headers: Record<string, string> = {}): Promise<Headers> {
  const seen = vi.fn<(request: Request) => Promise<Response>>(async () => new Response('{}', { status: 200 }))
  const client = createClient<Record<string, Record<'get' | 'post', { responses: { 200: { content: { 'application/json': object } } } }>>>({ baseUrl: 'http://localhost/', fetch: seen })
  client.use(requestHeaders)
  await client[method]('/x', { headers } as never)
  const request = seen.mock.calls[0]?.[0]
  if (!request) throw new Error('no request was made')
  return request.headers
}

it('marks every request as coming from our own page', async () => {
  expect((await headersOf('GET')).get('X-Requested-With')).toBe('niangjia')
  expect((await headersOf('GET')).has('Idempotency-Key')).toBe(false)
})

it('gives every POST its own key, and keeps the key a retry brings', async () => {
  const first = (await headersOf('POST')).get('Idempotency-Key')
  const second = (await headersOf('POST')).get('Idempotency-Key')
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(second).not.toBe(first)
  expect((await headersOf('POST', { 'Idempotency-Key': 'mine' })).get('Idempotency-Key')).toBe('mine')
})

it('makes keys of 128 bits', () => {
  expect(new Set(Array.from({ length: 100 }, newKey)).size).toBe(100)
})

it('hands over data with its tag', async () => {
  const response = new Response('{}', { status: 200, headers: { ETag: '"7"' } })
  expect(await sendTagged(Promise.resolve({ data: { id: '1' }, response }))).toEqual({ data: { id: '1' }, etag: '"7"' })
})

it('throws the problem of a refusal and tells about a lost session', async () => {
  const told = vi.fn()
  whenSignedOut(told)
  const call = send(Promise.resolve({ error: { code: 'guard.session', detail: '请先登录' }, response: new Response('', { status: 401 }) }))
  await expect(call).rejects.toBeInstanceOf(ApiProblem)
  expect(told).toHaveBeenCalledOnce()
})

it('says that the network is gone', async () => {
  await expect(send(Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({ code: 'web.offline', status: 0 })
})
