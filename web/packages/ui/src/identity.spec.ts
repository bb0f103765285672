import { describe, expect, it } from 'vitest'
import { isCreditCode, isPhone, normaliseId, readId } from './identity'

const TODAY = '2026-11-22'

describe('citizen ID', () => {
  it.each([
    ['330226199003070015', '1990-03-07', '1'],
    ['331083199211120424', '1992-11-12', '2'],
    ['330483200002290204', '2000-02-29', '2'],
    ['11010519491231002X', '1949-12-31', '2'],
    ['11010519491231002x', '1949-12-31', '2'],
  ])('%s tells birth and sex', (id, birthDay, sex) => expect(readId(id, TODAY)).toEqual({ birthDay, sex }))

  it.each([
    ['33022619900307001', 'length'],
    ['3302261990030700A5', 'characters'],
    ['330226198502290018', 'birth'],
    ['330226199003070016', 'check'],
  ])('%s is refused for its %s', (id, fault) => expect(readId(id, TODAY)).toBe(fault))

  it('refuses a birth date after today', () => {
    expect(readId('330226199003070015', '1990-03-06')).toBe('birth')
  })
  it('understands full-width digits, spaces and the multiplication sign', () => {
    expect(normaliseId('１１０１０５ 19491231\u200b002×')).toBe('11010519491231002X')
  })
})

describe('phone and credit code', () => {
  it('cleans what people type', () => {
    expect(isPhone('138-1234-5678')).toBe(true)
    expect(isPhone('+86 13812345678')).toBe(true)
    expect(isPhone('0574-65551234')).toBe(false)
  })
  it.each(['91350100M000100Y43', '91330100799655058B', '81330483MC0000012F', '91330226ma0000015p'])('%s passes', (code) => expect(isCreditCode(code)).toBe(true))
  it.each(['91350100M000100Y44', '9135010OM000100Y43', '123'])('%s fails', (code) => expect(isCreditCode(code)).toBe(false))
})
