import { expect, it } from 'vitest'
import { serverNow, timed } from './server-time'

it('holds the server time against the steady clock, at half of the way', async () => {
  const times = [1_000, 1_400]
  const { base } = await timed(() => Promise.resolve({ now: 50_000 }), () => times.shift() ?? 0)
  // At 1,400 of the steady clock the server was at 50,200; a second later at 51,200.
  expect(base + 1_400).toBe(50_200)
  expect(base + 2_400).toBe(51_200)
})

it('goes on with the steady clock, whatever the clock of the phone says', async () => {
  const { base } = await timed(() => Promise.resolve({ now: 1_000_000 }))
  expect(Math.abs(serverNow(base) - 1_000_000)).toBeLessThan(1_000)
})
