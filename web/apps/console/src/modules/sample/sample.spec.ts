import { describe, expect, it } from 'vitest'
import { complete, lookedAt, newSeed } from './sample-state'

describe('a sample', () => {
  it('counts what was looked at', () => expect(lookedAt([{ finding: null }, { finding: 'none' }, { finding: 'major' }])).toBe(2))
  it('asks for words where something is wrong', () => {
    expect([complete('', '看过'), complete('none', ''), complete('minor', ' '), complete('major', '票据缺页')]).toEqual([false, true, false, true])
  })
  it('has a seed that can be read out', () => {
    const bytes = (count: number) => Uint8Array.from({ length: count }, (_, i) => i * 37)
    expect(newSeed(bytes)).toMatch(/^[a-hjkmnp-z2-9]{8}$/)
    expect(newSeed(bytes)).toBe(newSeed(bytes))
    expect(newSeed((count) => new Uint8Array(count).fill(7))).not.toBe(newSeed(bytes))
  })
})
