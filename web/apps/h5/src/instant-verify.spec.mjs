import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { verifyInstant } from './instant-verify'

// The very file that the program's own verifier is tested with.
const path = join(fileURLToPath(import.meta.url), '../../../../../modules/benefits/tests/data/instant.json')
const file = () => JSON.parse(readFileSync(path, 'utf8'))
const failed = (told) => told.checks.filter((check) => !check.ok).map((check) => check.code)

describe('tickets that win at once are verified on the phone', () => {
  it('comes to what the program came to', async () => {
    const told = await verifyInstant(file())
    expect(failed(told)).toEqual([])
    expect([told.whole, told.winners]).toEqual([true, file().winners])
    expect(told.winners.length).toBe(8)
  })

  it.each([
    ['another secret', (f) => ({ ...f, secret: 'ab'.repeat(32) }), ['commitment', 'winners']],
    ['a secret that is none', (f) => ({ ...f, secret: 'nonsense' }), ['commitment', 'winners']],
    ['a ticket more', (f) => ({ ...f, tickets: f.tickets + 1 }), ['winners']],
    ['more given than there were', (f) => ({ ...f, issued: f.tickets + 1 }), ['tickets', 'winners']],
    ['more prizes than tickets', (f) => ({ ...f, prizes: [{ title: '奖', count: f.tickets + 1 }] }), ['tickets', 'winners']],
    ['a prize kept back', (f) => ({ ...f, winners: f.winners.slice(1) }), ['winners']],
    ['a ticket that did not win', (f) => ({ ...f, winners: [{ ...f.winners[0], ticket: 2 }, ...f.winners.slice(1)] }), ['winners']],
    ['another procedure', (f) => ({ ...f, format: 'niangjia-draw/1' }), ['format']],
  ])('sees %s', async (_name, change, want) => {
    const told = await verifyInstant(change(file()))
    expect([told.whole, failed(told)]).toEqual([false, want])
  })

  it('lets every ticket win where there are as many prizes', async () => {
    const all = file()
    const told = await verifyInstant({ ...all, prizes: [{ title: '奖', count: all.tickets }], issued: all.tickets })
    expect(told.winners.map((one) => one.ticket)).toEqual(Array.from({ length: all.tickets }, (_, n) => n + 1))
  })
})
