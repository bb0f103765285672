import { ApiProblem } from '@niangjia/api'
import { beforeEach, expect, it, vi } from 'vitest'
import { isMemberCode, memberTill, type MemberTill, type Offer } from './member-use'
import type { KeptUse } from './queue'

const check = vi.hoisted(() => vi.fn())
vi.mock('./check-code', async (original) => ({ ...(await original<typeof import('./check-code')>()), checkMember: check }))

const NOW = Date.parse('2026-12-05T10:00:30+08:00')
const CODE = 'NM1.a.b.c'
const TYPED = '1234 5678 90 118 204'
const offline = () => Promise.reject(ApiProblem.from(new TypeError('network')))
const OFFER: Offer = { id: '5', title: '票价八折', detail: '', byCode: true, today: true, days: '每月5日', left: 1 }
const SHOWN = { code: CODE, at: NOW, name: '张*', union: '东方纺织工会', number: '1234567890', offers: [OFFER] }
const USED = { result: 'done', title: '票价八折', name: '张*', saved: 1_000 }
const MONEY = { bill: 5_000, saved: 1_000 }

function till(over: Partial<MemberTill> = {}) {
  const kept: KeptUse[] = []
  const own: MemberTill = {
    now: () => NOW + 0.5,
    merchant: () => '9',
    key: () => ({}) as CryptoKey,
    limits: () => ({ most: 2, fen: 10_000 }),
    waiting: () => kept,
    online: () => true,
    discounts: () => [
      { id: '5', title: '票价八折', detail: '', days_label: '每月5日', holds_on: ['2026-12-05'], per_day: 1 },
      { id: '6', title: '半价', detail: '', days_label: '每月6日', holds_on: ['2026-12-06'], per_day: 1 },
    ],
    keep: (use) => Promise.resolve(void kept.push(use)),
    look: () => Promise.resolve(SHOWN),
    record: () => Promise.resolve(USED),
    ...over,
  }
  return { kept, desk: memberTill(own) }
}

beforeEach(() => check.mockReset().mockResolvedValue({ number: '1234567890', minute: 100 }))

it('tells the code of a member from a voucher', () => {
  expect([CODE, TYPED, 'NJ1.a.b.c', '2026 0000017 43 118 204', ''].map(isMemberCode)).toEqual([true, true, false, false, false])
})

it('asks the server who it is, and records what was chosen', async () => {
  const look = vi.fn().mockResolvedValue(SHOWN)
  const { desk, kept } = till({ look })
  expect(await desk.look(TYPED)).toEqual({ at: 'seen', shown: SHOWN })
  expect(look.mock.calls[0]?.[0]).toBe('1234567890118204')
  expect(await desk.record(SHOWN, OFFER, MONEY)).toEqual({ at: 'used', used: USED })
  expect(kept).toEqual([])
  const no = till({ record: () => Promise.reject(new ApiProblem('benefits.use-limit', 409, '')) })
  expect(await no.desk.record(SHOWN, OFFER, MONEY)).toMatchObject({ at: 'refused', problem: { code: 'benefits.use-limit' } })
})

it('without network checks the code itself, knows which day it is, and keeps the use under the key that was asked with', async () => {
  const record = vi.fn().mockImplementation(offline)
  const { desk, kept } = till({ look: offline, record })
  const seen = await desk.look(CODE)
  if (seen.at !== 'seen') throw new Error(seen.at)
  expect(seen.shown).toMatchObject({ at: NOW, name: '', number: '1234567890' })
  expect(seen.shown.offers.map((one) => one.today)).toEqual([true, false])
  expect(await desk.record(seen.shown, OFFER, MONEY)).toEqual({ at: 'keptUse', title: '票价八折', count: 1 })
  expect(kept).toEqual([{ kind: 'use', key: record.mock.calls[0]?.[3], code: CODE, at: NOW, merchant: '9', number: '1234567890', minute: 100, discount: '5', title: '票价八折', bill: 5_000, saved: 1_000, refusal: '' }])
  // The same code for the same discount is another scan of what is kept already.
  expect(await desk.record(seen.shown, OFFER, MONEY)).toEqual({ at: 'stopped', why: 'twice' })
  check.mockResolvedValue({ number: '1234567890', minute: 102 })
  expect((await desk.record(seen.shown, OFFER, MONEY)).at).toBe('keptUse')
  check.mockResolvedValue({ number: '1234567890', minute: 104 })
  expect(await desk.record(seen.shown, OFFER, MONEY)).toEqual({ at: 'stopped', why: 'most' })
})

it('without network takes nothing that was typed, forged or old', async () => {
  const { desk, kept } = till({ online: () => false })
  expect(await desk.look(TYPED)).toEqual({ at: 'stopped', why: 'typed' })
  for (const [said, why] of [['bad', 'badMember'], ['forged', 'forged'], ['old', 'old']] as const) {
    check.mockResolvedValueOnce(said)
    expect(await desk.look(CODE)).toEqual({ at: 'stopped', why })
  }
  expect(await till({ online: () => false, key: () => undefined }).desk.look(CODE)).toEqual({ at: 'stopped', why: 'unable' })
  expect(kept).toEqual([])
})
