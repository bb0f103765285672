import { describe, expect, it } from 'vitest'
import { dayField, itemMatches, itemState, wordsOf, type CodeItem } from './code-item'

const item: CodeItem = { code: '20', label: '大学本科教育', synonyms: ['本科', 'BK'], national: '20', export: '20', parent: '', valid_from: '1900-01-01', valid_to: '9999-12-31' }

describe('an entry of a dictionary', () => {
  it('is valid from its first to its last day', () => {
    expect(itemState({ valid_from: '2026-01-01', valid_to: '2026-06-30' }, '2025-12-31')).toBe('later')
    expect(itemState({ valid_from: '2026-01-01', valid_to: '2026-06-30' }, '2026-06-30')).toBe('valid')
    expect(itemState({ valid_from: '2026-01-01', valid_to: '2026-06-30' }, '2026-07-01')).toBe('ended')
  })
  it('is found by code, label and synonym', () => {
    for (const q of ['20', '本科教育', ' bk ', '']) expect(itemMatches(item, q), q).toBe(true)
    expect(itemMatches(item, '大专')).toBe(false)
  })
  it('shows no day where there is none', () => {
    expect([dayField('1900-01-01'), dayField('9999-12-31'), dayField('2026-01-01')]).toEqual(['', '', '2026-01-01'])
  })
})

it('words are parted however they are typed', () => {
  expect(wordsOf('主播、直播员, 带货主播；网红，')).toEqual(['主播', '直播员', '带货主播', '网红'])
  expect(wordsOf('  ')).toEqual([])
})
