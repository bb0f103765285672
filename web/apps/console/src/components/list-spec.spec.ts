import { expect, it } from 'vitest'
import { chipText, shownColumns, stepRow, type ColumnSpec } from './list-spec'

const COLUMNS: ColumnSpec<{ a: string }>[] = [
  { name: 'a', label: '甲', text: (row) => row.a },
  { name: 'b', label: '乙', text: (row) => row.a },
  { name: 'c', label: '丙', text: (row) => row.a, optional: true },
]

it('shows the usual columns until the reader chose, and always the first', () => {
  expect(shownColumns(COLUMNS, undefined).map((column) => column.name)).toEqual(['a', 'b'])
  expect(shownColumns(COLUMNS, ['c']).map((column) => column.name)).toEqual(['a', 'c'])
})

it('moves over the rows and stops at the ends', () => {
  expect(stepRow(-1, 'ArrowDown', 3)).toBe(0)
  expect(stepRow(2, 'ArrowDown', 3)).toBe(2)
  expect(stepRow(0, 'ArrowUp', 3)).toBe(0)
  expect(stepRow(-1, 'ArrowDown', 0)).toBe(-1)
})

it('says a filter in words', () => {
  const options = [{ value: 'active', label: '在会' }]
  expect(chipText({ name: 'status', label: '状态', options }, 'active')).toBe('在会')
  expect(chipText({ name: 'union_id', label: '工会', chip: (id) => `第 ${id} 工会` }, '7')).toBe('第 7 工会')
  expect(chipText({ name: 'x', label: 'x' }, 'raw')).toBe('raw')
})
