import { describe, expect, it } from 'vitest'
import { line, reasonFits } from './use-duplicates'

describe('two records side by side', () => {
  it('differ only where both say something', () => {
    expect(line('a', 'A', '1', '2').differs).toBe(true)
    expect(line('a', 'A', '1', '1').differs).toBe(false)
    expect(line('a', 'A', '', '2').differs).toBe(false)
  })
  it('are merged for a reason', () => {
    expect(reasonFits('同一个人')).toBe(true)
    expect(reasonFits('  同人  ')).toBe(false)
    expect(reasonFits(null)).toBe(false)
    expect(reasonFits('字'.repeat(201))).toBe(false)
  })
})
