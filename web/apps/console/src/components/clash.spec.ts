import { describe, expect, it } from 'vitest'
import { compare } from './clash'

const sections = [{ title: '', fields: ['name', 'chair', 'address', 'phone'].map((name) => ({ name, label: name })) }]

describe('two people who change one record', () => {
  it('merges what only one of them changed and asks for what both changed', () => {
    const before = { name: 'a', chair: 'b', address: 'c', phone: '' }
    const now = { name: 'A', chair: 'B', address: 'c', phone: '1' }
    const mine = { name: 'a', chair: 'X', address: 'C', phone: '1' }
    const { merged, clashes } = compare(sections, before, now, mine)
    expect(merged).toEqual({ name: 'A', chair: 'X', address: 'C', phone: '1' })
    expect(clashes).toEqual([{ name: 'chair', label: 'chair', before: 'b', theirs: 'B', mine: 'X' }])
  })
})
