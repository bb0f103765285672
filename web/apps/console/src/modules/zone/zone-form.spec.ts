import { expect, it } from 'vitest'
import { degreeOf, degreeText, zoneBody, zoneValues } from './zone-form'

it('reads degrees as they are typed', () => {
  expect(degreeOf(' 121.46 ')).toBe(121.46)
  expect(degreeOf('１２１．４６')).toBe(121.46)
  expect(degreeOf('121,46')).toBeUndefined()
  expect(degreeText(121.4600001)).toBe('121.46')
  expect(degreeText(null)).toBe('')
})

it('leaves a phone that was not typed as it is', () => {
  const form = { ...zoneValues(), name: ' 城东 ', kind: 'area', union_id: '1', valid_from: '2026-03-01' }
  expect(zoneBody(form, '2026-11-26')).toMatchObject({ name: '城东', kind: 'area', phone: undefined, lon: undefined, valid_from: '2026-03-01' })
  expect(zoneBody({ ...form, phone_drop: '1' }, '2026-11-26').phone).toBe('')
  expect(zoneBody({ ...form, phone: '13800138000', phone_drop: '1' }, '2026-11-26').phone).toBe('13800138000')
})
