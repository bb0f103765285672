import { ApiProblem } from '@niangjia/api'
import { expect, it, vi } from 'vitest'
import { freshKey } from '../sealed-draft'
import { noRoom, tillQueue, type KeptScan, type Shelf } from './queue'

vi.stubGlobal('indexedDB', {})

const SCAN: KeptScan = { kind: 'voucher', key: 'k1', code: 'NJ1.secret-code.x.y', at: 5_000, merchant: '9', campaign: '7', serial: 12, worth: 4_321, pays: 100, refusal: '' }

function memory() {
  const lies = new Map<string, string>()
  const key = freshKey()
  const shelf: Shelf = {
    all: () => Promise.resolve([...lies.values()]),
    put: (name, sealed) => Promise.resolve(void lies.set(name, sealed)),
    remove: (name) => Promise.resolve(void lies.delete(name)),
    secret: () => key,
  }
  return { lies, shelf }
}

it('keeps a scan unreadable on the phone, and has it again after the page was closed', async () => {
  const { lies, shelf } = memory()
  const first = tillQueue(shelf, vi.fn())
  await first.keep(SCAN)
  expect([...lies.values()].join()).not.toContain('secret-code')
  expect(atob([...lies.values()][0]?.split('.')[1] ?? '')).not.toContain('4321')
  const again = tillQueue(shelf, vi.fn())
  await again.load()
  expect(again.waiting.value).toEqual([SCAN])
})

it('hands in each once, in the order of the scans, and forgets what was taken', async () => {
  const { lies, shelf } = memory()
  const handIn = vi.fn().mockResolvedValue({})
  const queue = tillQueue(shelf, handIn)
  await queue.keep({ ...SCAN, key: 'k2', at: 9_000 })
  await queue.keep(SCAN)
  // Two at a time are one round.
  expect(await Promise.all([queue.flush('9'), queue.flush('9')])).toEqual([2, 2])
  expect(handIn.mock.calls.map(([scan]) => scan.key)).toEqual(['k1', 'k2'])
  expect(lies.size).toBe(0)
})

it('keeps everything when the line breaks again', async () => {
  const { lies, shelf } = memory()
  const handIn = vi.fn().mockResolvedValueOnce({}).mockRejectedValue(new TypeError('network'))
  const queue = tillQueue(shelf, handIn)
  await queue.keep(SCAN)
  await queue.keep({ ...SCAN, key: 'k2', at: 9_000 })
  await expect(queue.flush('9')).rejects.toMatchObject({ code: 'web.offline' })
  expect([...lies.keys()]).toEqual(['k2'])
  expect(queue.waiting.value.map((one) => one.key)).toEqual(['k2'])
})

it('shows what the server refuses until somebody has read it, and does not send it again', async () => {
  const { shelf } = memory()
  const handIn = vi.fn().mockRejectedValue(new ApiProblem('benefits.voucher-used', 409, '这张券已在别处使用'))
  const queue = tillQueue(shelf, handIn)
  await queue.keep(SCAN)
  expect(await queue.flush('9')).toBe(0)
  expect(await queue.flush('9')).toBe(0)
  expect(handIn).toHaveBeenCalledTimes(1)
  const again = tillQueue(shelf, handIn)
  await again.load()
  expect(again.refused.value[0]?.refusal).toContain('已在别处使用')
  await again.dismiss('k1')
  expect(again.kept.value).toEqual([])
})

it('a session that is over or a busy server decide nothing', async () => {
  const { shelf } = memory()
  for (const status of [401, 403, 429, 500, 503]) {
    const queue = tillQueue(shelf, () => Promise.reject(new ApiProblem('http.x', status, '')))
    await queue.keep(SCAN)
    await expect(queue.flush('9')).rejects.toMatchObject({ status })
    expect(queue.waiting.value).toHaveLength(1)
  }
})

it('hands in nothing of another merchant', async () => {
  const { shelf } = memory()
  const handIn = vi.fn()
  const queue = tillQueue(shelf, handIn)
  await queue.keep(SCAN)
  expect(await queue.flush('8')).toBe(0)
  expect(handIn).not.toHaveBeenCalled()
  expect(queue.waiting.value).toHaveLength(1)
})

it('takes no more than it may, by number and by money', () => {
  const limits = { most: 3, fen: 10_000 }
  expect(noRoom([SCAN], 5_679, limits)).toBeUndefined()
  expect(noRoom([SCAN], 5_680, limits)).toBe('fen')
  expect(noRoom([SCAN, SCAN, SCAN], 0, limits)).toBe('most')
})

it('a use of a discount is kept beside the vouchers and counts as one, without money', async () => {
  const { shelf } = memory()
  const handIn = vi.fn().mockResolvedValue({})
  const queue = tillQueue(shelf, handIn)
  const use: KeptScan = { kind: 'use', key: 'u1', code: 'NM1.a.b.c', at: 6_000, merchant: '9', number: '1234567890', minute: 1, discount: '5', title: '票价八折', bill: 5_000, saved: 1_000, refusal: '' }
  await queue.keep(SCAN)
  await queue.keep(use)
  expect(noRoom(queue.waiting.value, 5_679, { most: 3, fen: 10_000 })).toBeUndefined()
  expect(noRoom(queue.waiting.value, 0, { most: 2, fen: 10_000 })).toBe('most')
  expect(await queue.flush('9')).toBe(2)
  expect(handIn.mock.calls.map(([scan]) => (scan as KeptScan).kind)).toEqual(['voucher', 'use'])
})

it('what was kept before there were kinds is a voucher', async () => {
  const { shelf } = memory()
  const old: Partial<KeptScan> = { ...SCAN }
  delete old.kind
  await tillQueue(shelf, vi.fn()).keep(old as KeptScan)
  const again = tillQueue(shelf, vi.fn())
  await again.load()
  expect(again.waiting.value).toEqual([SCAN])
})
