import { expect, test } from 'vitest'
import { changesOf } from './target-changes'
import { blankColumn } from './target-form'
import type { Column, TargetForm } from './use-exchange'

const column = (header: string, more: Partial<Column> = {}): Column => ({ ...blankColumn(), header, source: 'name', ...more })
const fieldOf = (source: string) => (source === 'name' ? { title: '会员姓名', codes: [{ code: '1', label: '男', export: '' }] } : undefined)
const form = (columns: Column[], more: Partial<TargetForm> = {}): TargetForm => ({
  name: '省平台',
  kind: 'member',
  valid_from: '2026-01-01' as TargetForm['valid_from'],
  valid_to: '9999-12-31' as TargetForm['valid_to'],
  definition: { format: 'csv', encoding: 'utf8', columns },
  ...more,
})

test('only what differs is told', () => {
  const now = form([column('姓名'), column('性别'), column('电话')])
  expect(changesOf(now, now, fieldOf)).toEqual([])
  const then = form([column('性别', { required: true }), column('姓名'), column('学历')], { name: '省平台（新）' })
  expect(changesOf(now, then, fieldOf).map((line) => line.what)).toEqual(['名称', '列“性别”', '列“电话”', '列“学历”', '列的顺序'])
})

test('of a new target everything is told', () => {
  const lines = changesOf(undefined, form([column('姓名', { map: { 1: 'M' }, otherwise: '', max_length: 9 })]), fieldOf)
  expect(lines.map((line) => line.what)).toEqual(['名称', '有效期', '文件', '列“姓名”'])
  expect(lines[3]?.after).toContain('对照 男=M')
  expect(lines[3]?.after).toContain('会员姓名')
})
