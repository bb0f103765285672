import { describe, expect, it } from 'vitest'
import { blankForm, conversionOf, moved } from './target-form'

describe('the form of a target', () => {
  it('moves columns and stays at the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  })

  it('offers what fits the field', () => {
    const field = { name: 'x', title: 'x', is_day: false, sensitive: false, codes: [] }
    expect(conversionOf(undefined)).toBe('none')
    expect(conversionOf({ ...field, is_day: true })).toBe('day')
    expect(conversionOf({ ...field, codes: [{ code: '1', label: '男', export: '' }] })).toBe('code')
  })

  it('begins with one open-ended column', () => {
    const form = blankForm()
    expect(form.definition.columns).toHaveLength(1)
    expect(form.valid_to).toBe('9999-12-31')
  })
})
