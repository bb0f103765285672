import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { isIdTail, useSignIn } from './use-sign-in'

const server = vi.fn<(request: Request) => Promise<Response>>()
const answer = (body: object, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', server)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  server.mockReset()
})

function open() {
  const use = effectScope().run(() => useSignIn())
  if (!use) throw new Error('no scope')
  return use
}

describe('the way in for a member', () => {
  it('asks for the code once, then counts down before it may be asked for again', async () => {
    server.mockResolvedValueOnce(answer({ channel: 'demo', demo_code: '123456' }))
    const use = open()
    await use.askCode('138-1234-5678')
    expect(await server.mock.calls[0]?.[0].json()).toEqual({ phone: '13812345678' })
    expect(use.sent.value?.demo_code).toBe('123456')
    expect(use.mayAsk('13812345678')).toBe(false)
    vi.advanceTimersByTime(60_000)
    expect(use.mayAsk('13812345678')).toBe(true)
  })

  it('waits as long as the server says', async () => {
    server.mockResolvedValueOnce(answer({ code: 'http.rate-limited', detail: '太频繁' }, 429, { 'Retry-After': '90' }))
    const use = open()
    await use.askCode('13812345678')
    expect(use.wait.value).toBe(90)
    expect(use.problem.value?.sentence).toBe('太频繁（http.rate-limited）')
  })

  it('asks who it is when the phone is not yet known, with the challenge of that sign-in', async () => {
    server.mockResolvedValueOnce(answer({ state: 'identify', challenge: 'c9', people: [] }))
    const use = open()
    await use.withCode('13812345678', '123456')
    expect(use.page.value).toBe('identify')
    server.mockResolvedValueOnce(answer({ state: 'done', people: [] }))
    await use.identify(' 张三 ', '07001ｘ')
    expect(await server.mock.calls[1]?.[0].json()).toEqual({ challenge: 'c9', name: '张三', id_tail6: '07001X' })
    expect(use.page.value).toBe('done')
  })
})

it('knows the last six of an ID', () => {
  expect(isIdTail('070015')).toBe(true)
  expect(isIdTail('31002x')).toBe(true)
  expect(isIdTail('X70015')).toBe(false)
  expect(isIdTail('7001')).toBe(false)
})
