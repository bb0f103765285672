import { expect, test } from 'vitest'
import { fileOf } from './use-own-export'

test('the file names its day and holds every table under its title', () => {
  const made = fileOf({ made_at: Date.UTC(2026, 10, 25, 17), tables: [{ title: '证件', rows: [{ 证件类别: '居民身份证', 证件号码: '330226198001010017' }] }] })
  expect(made.name).toBe('我的资料-2026-11-26.json')
  expect(JSON.parse(made.text)).toEqual({ 生成时间: '2026-11-26 01:00', 证件: [{ 证件类别: '居民身份证', 证件号码: '330226198001010017' }] })
})
