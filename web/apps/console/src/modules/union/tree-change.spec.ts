import { expect, test } from 'vitest'
import { changeLine, consequence, lifeOf, moved, orderOf } from './tree-change'
import type { TreeChange } from './use-tree-changes'

const nothing = { unions: 0, employers: 0, members: 0, transfers: 0 }

test('an order says only what its kind needs', () => {
  const form = { kind: 'move', day: '2026-06-01', target_id: '7', new_name: 'x', new_kind: '30', document: '', reason: '' }
  expect(orderOf(form, ['1'], '2026-11-26')).toMatchObject({ kind: 'move', day: '2026-06-01', target_id: '7', new_name: '', new_kind: '', employers: [] })
  expect(orderOf({ ...form, kind: 'split' }, ['1'], '2026-11-26')).toMatchObject({ target_id: null, new_name: 'x', employers: ['1'] })
  expect(orderOf({ ...form, kind: 'dissolve', target_id: '' }, [], '2026-11-26').target_id).toBeNull()
})

test('what cannot be taken back is said, and what can too', () => {
  const order = orderOf({ kind: 'merge', day: '2026-06-01', target_id: '7' }, [], '2026-11-26')
  const said = consequence(order, { ...nothing, members: 19 }, '2026-11-26')
  expect([said.includes('19'), said.includes('\u4e0d\u80fd\u64a4\u9500')]).toEqual([true, true])
  expect(consequence({ ...order, day: '2026-12-01' }, nothing, '2026-11-26')).toContain('\u53ef\u4ee5\u53d6\u6d88')
})

test('a change is told from the union that it is read at', () => {
  const change = { union_id: '1', union_name: 'A', target_id: '2', target_name: 'B', new_name: '', kind: 'merge', kind_label: 'K', unions_moved: 0, employers_moved: 2, members_moved: 3 } as TreeChange
  expect([changeLine(change, '1').includes('B'), changeLine(change, '2').includes('A')]).toEqual([true, true])
  expect(moved(change)).toMatch(/2.*3/)
})

test('the life of a union is told newest first, former names and terms among the changes', () => {
  const change = (id: string, day: string) => ({ id, day }) as TreeChange
  const election = (id: string, state: string, approved_on: string | null) => ({ id, state, approved_on }) as Parameters<typeof lifeOf>[3][number]
  const life = lifeOf([change('1', '2026-06-01'), change('2', '2024-01-01')], [{ valid_to: '2026-06-01', name: 'A', kind: '60' }, { valid_to: '2020-01-01', name: 'B', kind: '60' }], '2010-05-01', [election('7', 'approved', '2025-03-01'), election('8', 'called', null)])
  expect(life.map((event) => event.key)).toEqual(['c1', 'f2026-06-01', 'e7', 'c2', 'f2020-01-01', 'founded'])
  expect(lifeOf([], [], undefined, [])).toEqual([])
})
