import { expect, it } from 'vitest'
import { everyDay, signed } from './use-figures'

it('fills the days without anybody with zero', () => {
  const days = everyDay({ day: '2026-11-25', joined: [{ day: '2026-10-27', value: 2 }, { day: '2026-11-25', value: 5 }] })
  expect(days).toHaveLength(30)
  expect(days[0]).toBe(2)
  expect(days.at(-1)).toBe(5)
  expect(days.reduce((sum, value) => sum + value, 0)).toBe(7)
})

it('writes a change with its sign', () => {
  expect(signed(12, String)).toBe('+12')
  expect(signed(-3, String)).toBe('\u22123')
})
