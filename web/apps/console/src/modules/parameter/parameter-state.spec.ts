import { describe, expect, it } from 'vitest'
import { isArea, isVerified, standOf, valuesText } from './parameter-state'

describe('a value of a parameter', () => {
  const today = '2026-11-25'
  it('says where it stands', () => {
    expect(standOf({ state: 'open', in_force: false, valid_from: today }, today).key).toBe('open')
    expect(standOf({ state: 'approved', in_force: true, valid_from: '2000-01-01' }, today).key).toBe('in_force')
    expect(standOf({ state: 'approved', in_force: false, valid_from: '2026-11-26' }, today).key).toBe('coming')
    expect(standOf({ state: 'approved', in_force: false, valid_from: '2000-01-01' }, today).key).toBe('past')
    expect(standOf({ state: 'rejected', in_force: false, valid_from: today }, today).kind).toBe('bad')
  })
  it('names its area', () => {
    expect(valuesText([{ shown: '60%', area: '', area_name: '全部地区' }, { shown: '55%', area: '330226', area_name: '宁海县' }])).toBe('60%；55%（宁海县）')
  })
  it('is verified only with all the others', () => {
    expect(isVerified([{ mark: 'V N1' }, { mark: 'K' }])).toBe(false)
    expect(isVerified([{ mark: 'V N1' }])).toBe(true)
  })
})

it('an area is a division code of six or nine digits', () => {
  expect(['330226', '330226101', '33', '3302261', 'x'].map(isArea)).toEqual([true, true, false, false, false])
})
