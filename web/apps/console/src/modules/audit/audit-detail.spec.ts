import { expect, it } from 'vitest'
import { actionLabel, auditLines, dayStart } from './audit-detail'

it('reads changes, notes and sealed values', () => {
  expect(auditLines('{"name":["张三","张山"],"phone":[null,{"c":"x","d":"y"}],"purpose":"核对","rows":3}')).toEqual([
    { field: '姓名或名称', old: '张三', now: '张山' },
    { field: '移动电话', old: '空', now: '（加密保存）' },
    { field: '用途', now: '核对' },
    { field: '行数', now: '3' },
  ])
})
it('shows what it cannot read as it is', () => {
  expect(auditLines('')).toEqual([])
  expect(auditLines('{broken')).toEqual([{ field: '', now: '{broken' }])
})
it('names deeds in words, unknown ones by their name', () => {
  expect(actionLabel('member.reveal')).toBe('查看完整号码')
  expect(actionLabel('dues.pay')).toBe('dues.pay')
})
it('a day begins at midnight in Shanghai', () => {
  expect(dayStart('2026-11-22')).toBe(Date.UTC(2026, 10, 21, 16))
  expect(dayStart('2026-11-30', true)).toBe(Date.UTC(2026, 10, 30, 16))
  expect(dayStart('x')).toBeUndefined()
})
