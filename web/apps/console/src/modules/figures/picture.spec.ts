import { describe, expect, it } from 'vitest'
import { courseItems, drawn, ranked, spoken } from './picture'

describe('what a picture shows', () => {
  it('draws a rate as a percentage and a figure as itself', () => {
    expect(drawn({ value: 12 })).toBe(12)
    expect(drawn({ value: 491, of: 500 })).toBe(98.2)
    expect(drawn({ value: 3, of: 0 })).toBe(0)
    expect(drawn({ value: 7, of: null })).toBe(7)
  })

  it('reads a rate with its two numbers and a figure with its unit', () => {
    expect(spoken({ value: 491, of: 500 }, '%')).toBe('98.2%（491/500）')
    expect(spoken({ value: 1234, of: null }, '人')).toBe('1,234 人')
  })

  it('keeps the months in their order and ranks places', () => {
    const head = { code: 'member.total', title: '会员', unit: '人', flow: false, basis: null }
    const points = [{ day: '2026-10-31', value: 5, of: null }, { day: '2026-11-26', value: 6, of: null }]
    expect(courseItems({ ...head, points }).map((item) => [item.label, item.value])).toEqual([['2026-10', 5], ['2026-11', 6]])
    expect(courseItems(undefined)).toEqual([])
    const place = (union_id: string, value: number) => ({ union_id, union_name: union_id, division_code: '', has_children: false, value, of: null })
    const places = { ...head, from: '2026-01-01', day: '2026-11-26', total: place('t', 9), rows: [place('a', 2), place('b', 5), place('c', 2)] }
    expect(ranked(places).map((row) => row.union_id)).toEqual(['b', 'a', 'c'])
    expect(places.rows[0]?.union_id).toBe('a')
  })
})
