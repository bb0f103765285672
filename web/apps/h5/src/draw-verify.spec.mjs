import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { sha256, verifyDraw } from './draw-verify'

// The very file that the program's own verifier is tested with.
const path = join(fileURLToPath(import.meta.url), '../../../../../modules/benefits/tests/data/draw.json')
const file = () => JSON.parse(readFileSync(path, 'utf8'))
const failed = (told) => told.checks.filter((check) => !check.ok).map((check) => check.code)

describe('SHA-256', () => {
  it.each([0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000])('of %i bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 7) & 0xff)
    expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
  })
})

describe('a draw is verified on the phone', () => {
  it('comes to what the program came to', async () => {
    const told = await verifyDraw(file())
    expect(failed(told)).toEqual([])
    expect([told.whole, told.drawn, told.result]).toEqual([true, true, file().result])
    expect(told.result.length).toBe(7)
  })

  it('knows a list that is not drawn yet', async () => {
    const told = await verifyDraw({ ...file(), secret: null, value: null, result: null })
    expect([told.whole, told.drawn, told.result]).toEqual([true, false, []])
  })

  it.each([
    ['another secret', (f) => ({ ...f, secret: 'ab'.repeat(32) }), ['commitment', 'result']],
    ['a secret that is none', (f) => ({ ...f, secret: 'nonsense' }), ['commitment', 'result']],
    ['another value', (f) => ({ ...f, value: '3421.88' }), ['result']],
    ['somebody left out', (f) => ({ ...f, entrants: f.entrants.slice(1) }), ['entries', 'list-digest', 'result']],
    ['somebody twice', (f) => ({ ...f, entrants: [f.entrants[0], ...f.entrants] }), ['list', 'entries', 'list-digest', 'result']],
    ['two winners changed', (f) => ({ ...f, result: [{ ...f.result[1], rank: 1 }, { ...f.result[0], rank: 2 }, ...f.result.slice(2)] }), ['result']],
    ['another procedure', (f) => ({ ...f, format: 'niangjia-draw/2' }), ['format']],
  ])('sees %s', async (_name, change, want) => {
    const told = await verifyDraw(change(file()))
    expect([told.whole, failed(told)]).toEqual([false, want])
  })

  it('gives everybody a prize where few entered', async () => {
    const few = file()
    const told = await verifyDraw({ ...few, prizes: [{ title: '奖', count: 1000 }] })
    expect([told.result.length, new Set(told.result.map((rank) => rank.entrant)).size]).toEqual([few.entrants.length, few.entrants.length])
  })
})
