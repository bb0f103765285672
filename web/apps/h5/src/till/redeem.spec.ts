import { ApiProblem } from '@niangjia/api'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Said } from './check-code'
import type { KeptScan } from './queue'
import { redeemer, type Till } from './redeem'

const check = vi.hoisted(() => vi.fn())
vi.mock('./check-code', async (original) => ({ ...(await original<typeof import('./check-code')>()), checkCode: check }))

const SAID: Said = { campaign: '7', serial: 12, minute: 100, pays: 100, worth: 4_000, until: 20_261_231 }
const DONE = { result: 'done', number: '2026 0000 0123 4', title: '电影票一张', worth: 4_000, pays: 100 }
const CODE = 'NJ1.a.b.c'
const TYPED = '2026 0000017 43 118 204'
const offline = () => Promise.reject(ApiProblem.from(new TypeError('network')))

function till(over: Partial<Till> = {}) {
  const kept: KeptScan[] = []
  const own: Till = {
    now: () => 6_000_000.5,
    merchant: () => '9',
    key: () => ({}) as CryptoKey,
    titleOf: () => '电影票一张',
    limits: () => ({ most: 2, fen: 10_000 }),
    waiting: () => kept,
    keep: (scan) => Promise.resolve(void kept.push(scan)),
    ask: () => Promise.resolve(DONE),
    online: () => true,
    ...over,
  }
  return { kept, redeem: redeemer(own) }
}

beforeEach(() => check.mockReset().mockResolvedValue(SAID))

it('asks the server first, and shows what it says', async () => {
  const { kept, redeem } = till()
  expect(await redeem(CODE)).toEqual({ at: 'done', done: DONE })
  expect(kept).toEqual([])
  const used = till({ ask: () => Promise.reject(new ApiProblem('benefits.voucher-used', 409, '已使用')) })
  expect(await used.redeem(CODE)).toMatchObject({ at: 'refused', problem: { code: 'benefits.voucher-used' } })
  expect(used.kept).toEqual([])
})

it('a typed code goes as its digits alone', async () => {
  const ask = vi.fn().mockResolvedValue(DONE)
  await till({ ask }).redeem(TYPED)
  expect(ask.mock.calls[0]?.[0]).toBe('2026000001743118204')
  expect(await till({ ask }).redeem('2026 0000017')).toEqual({ at: 'stopped', why: 'typedBad' })
  expect(ask).toHaveBeenCalledTimes(1)
})

it('without network keeps what it checked itself, under the key that was asked with', async () => {
  const ask = vi.fn().mockImplementation(offline)
  const { kept, redeem } = till({ ask })
  expect(await redeem(CODE)).toEqual({ at: 'kept', said: SAID, title: '电影票一张', count: 1 })
  expect(kept).toEqual([{ kind: 'voucher', key: ask.mock.calls[0]?.[1], code: CODE, at: 6_000_000, merchant: '9', campaign: '7', serial: 12, worth: 4_000, pays: 100, refusal: '' }])
})

it('does not wait longer than the person at the till', async () => {
  vi.useFakeTimers()
  const ask = (_code: string, _key: string, stop: AbortSignal) => new Promise<never>((_, refuse) => stop.addEventListener('abort', () => refuse(new DOMException('over', 'AbortError'))))
  const { redeem } = till({ ask })
  const made = redeem(CODE)
  await vi.advanceTimersByTimeAsync(7_000)
  expect((await made).at).toBe('kept')
  vi.useRealTimers()
})

it('an answer that was lost is asked for again under the same key; a definite one ends it', async () => {
  const ask = vi.fn().mockImplementationOnce(offline).mockRejectedValueOnce(new ApiProblem('benefits.code-old', 409, '')).mockResolvedValue(DONE)
  const { redeem } = till({ ask })
  expect(await redeem(TYPED)).toEqual({ at: 'stopped', why: 'typed' })
  await redeem(TYPED)
  await redeem(TYPED)
  const [first, second, third] = ask.mock.calls.map(([, key]) => key as string)
  expect(second).toBe(first)
  expect(third).not.toBe(second)
})

it('keeps nothing that is not genuine, nothing twice, and no more than it may', async () => {
  const { kept, redeem } = till({ online: () => false })
  for (const why of ['bad', 'forged', 'old', 'over'] as const) {
    check.mockResolvedValueOnce(why)
    expect(await redeem(CODE)).toEqual({ at: 'stopped', why })
  }
  expect(kept).toEqual([])
  expect((await redeem(CODE)).at).toBe('kept')
  expect(await redeem('NJ1.d.e.f')).toEqual({ at: 'stopped', why: 'twice' })
  check.mockResolvedValueOnce({ ...SAID, serial: 13, worth: 6_001 })
  expect(await redeem(CODE)).toEqual({ at: 'stopped', why: 'fen' })
  check.mockResolvedValueOnce({ ...SAID, serial: 14 })
  expect((await redeem(CODE)).at).toBe('kept')
  check.mockResolvedValueOnce({ ...SAID, serial: 15, worth: 0 })
  expect(await redeem(CODE)).toEqual({ at: 'stopped', why: 'most' })
})

it('a code that was taken and is shown again is another scan: the server is to refuse it', async () => {
  const ask = vi.fn().mockResolvedValueOnce(DONE).mockRejectedValue(new ApiProblem('benefits.voucher-used', 409, ''))
  const { redeem } = till({ ask })
  await redeem(CODE)
  expect((await redeem(CODE)).at).toBe('refused')
  expect(ask.mock.calls[1]?.[1]).not.toBe(ask.mock.calls[0]?.[1])
})

it('says so where it can neither check nor keep', async () => {
  expect(await till({ online: () => false, key: () => undefined }).redeem(CODE)).toEqual({ at: 'stopped', why: 'unable' })
  expect(await till({ online: () => false, keep: () => Promise.reject(new Error('full')) }).redeem(CODE)).toEqual({ at: 'stopped', why: 'notKept' })
})
