import { expect, it } from 'vitest'
import { copyFile } from './use-relatives'

it('puts every table of a copy under its title, readable as it is', () => {
  const made_at = Date.UTC(2026, 10, 26, 2)
  const file = copyFile({ made_at, tables: [{ title: '本人', rows: [{ 姓名: '王丽甲' }] }] }, 'GX2026-0001')
  expect(file.name).toBe('个人信息副本-GX2026-0001.json')
  expect(JSON.parse(file.text)).toEqual({ 制作时间: '2026-11-26 10:00', 本人: [{ 姓名: '王丽甲' }] })
})
