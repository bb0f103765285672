import { expect, it } from 'vitest'
import { fileNameOf } from './file'

it.each([
  ["attachment; filename=\"members.xlsx\"; filename*=UTF-8''%E4%BC%9A%E5%91%98.xlsx", '会员.xlsx'],
  ['attachment; filename="members.csv"', 'members.csv'],
  ['attachment; filename=members.csv', 'members.csv'],
  ['attachment', ''],
])('%s names the file %s', (disposition, name) => expect(fileNameOf(disposition)).toBe(name))
