import { describe, expect, it } from 'vitest'
import { courseItems, drawn, mapValues, ranked, spoken, unionOf } from './picture'

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

  it('colours a division by all unions that stand for it, and leaves out the own one and the unknown', () => {
    const head = { code: 'employer.coverage', title: '建会率', unit: '%', flow: false, basis: '', from: '2026-01-01', day: '2026-11-26' }
    const place = (union_id: string, division_code: string, value: number, of: number, has_children = false) => ({ union_id, union_name: union_id, division_code, has_children, value, of })
    const total = place('t', '3302', 12, 16)
    const places = { ...head, total, rows: [place('a', '330201', 1, 4), place('b', '330201', 2, 4, true), place('own', '3302', 8, 8), place('none', '', 1, 0)] }
    expect(mapValues(places)).toEqual({ '330201': { value: 37.5, label: '37.5%' } })
    expect(mapValues({ ...places, rows: places.rows.map((row) => ({ ...row, of: null })) })).toEqual({ '330201': { value: 3, label: '3' } })
    expect([unionOf(places, '330201'), unionOf(places, '3302'), unionOf(undefined, '3302')]).toEqual(['b', undefined, undefined])
  })
})
