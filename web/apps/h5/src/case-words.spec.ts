import { expect, it } from 'vitest'
import { daysBetween, dueWords, rowDue } from './case-words'

const NOON = Date.UTC(2026, 11, 2, 4)

it('counts days', () => {
  expect(daysBetween('2026-11-30', '2026-12-02')).toBe(2)
})

it('by when an answer comes, and plainly that it is late', () => {
  expect(dueWords({ state: 'open', due_on: '2026-12-04', overdue: false }, NOON)).toBe('2026-12-04 周五 前答复')
  expect(dueWords({ state: 'open', due_on: '2026-11-30', overdue: true }, NOON)).toBe('应在 2026-11-30 周一 前答复，已经超期 2 天')
  expect(dueWords({ state: 'open', due_on: null, overdue: false }, NOON)).toBe('还没有定日子')
  expect(dueWords({ state: 'closed', due_on: null, overdue: false }, NOON)).toBe('已经办完')
})

it('a line of the list says it as long as it is open', () => {
  expect(rowDue({ state: 'open', due_on: '2026-12-02' }, NOON)).toEqual({ words: '2026-12-02 周三 前答复', late: false })
  expect(rowDue({ state: 'open', due_on: '2026-12-01' }, NOON)?.late).toBe(true)
  expect(rowDue({ state: 'paused', due_on: '2026-12-01' }, NOON)?.late).toBe(false)
  expect(rowDue({ state: 'closed', due_on: '2026-12-01' }, NOON)).toBeUndefined()
})
