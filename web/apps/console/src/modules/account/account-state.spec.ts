import { describe, expect, it } from 'vitest'
import { accountState, grantPlace, matrixRows } from './account-state'

const NOW = 1_700_000_000_000
const account = { state: 'open', locked_until: 0, must_change: false }

describe('the state of an account', () => {
  it.each([
    [account, 'good'],
    [{ ...account, must_change: true }, 'wait'],
    [{ ...account, locked_until: NOW + 1 }, 'bad'],
    [{ ...account, locked_until: NOW - 1 }, 'good'],
    [{ ...account, state: 'closed', locked_until: NOW + 1 }, 'quiet'],
  ])('%o is %s', (given, kind) => expect(accountState(given, NOW).kind).toBe(kind))
})

it('an administrator holds the right everywhere', () => {
  expect(grantPlace({ union_id: '0', union_name: '' })).toBe('全系统')
  expect(grantPlace({ union_id: '7', union_name: '胡陈乡总工会' })).toBe('胡陈乡总工会')
})

it('the matrix has one row for each permission, grouped by resource', () => {
  const permission = (resource: 'union' | 'member', action: 'read' | 'export') => ({ resource, resource_label: resource.toUpperCase(), action, action_label: action })
  const rows = matrixRows([
    { role: 'clerk', label: '干事', is_admin: false, permissions: [permission('union', 'read'), permission('member', 'read')] },
    { role: 'chair', label: '主席', is_admin: false, permissions: [permission('member', 'read'), permission('union', 'export')] },
  ])
  expect(rows.map((row) => row.key)).toEqual(['union.read', 'union.export', 'member.read'])
  expect([...(rows[2]?.holders ?? [])]).toEqual(['clerk', 'chair'])
})
