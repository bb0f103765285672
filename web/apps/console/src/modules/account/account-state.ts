import type { Schema } from '@niangjia/api'
import { t } from './locales/zh'

/** The state of an account in words, with its colour. */
export function accountState(account: Pick<Schema<'AccountRow'>, 'state' | 'locked_until' | 'must_change'>, now: number): { kind: 'good' | 'wait' | 'bad' | 'quiet'; text: string } {
  if (account.state !== 'open') return { kind: 'quiet', text: t.state.closed }
  if (account.locked_until > now) return { kind: 'bad', text: t.state.locked }
  return account.must_change ? { kind: 'wait', text: t.state.first } : { kind: 'good', text: t.state.open }
}

/** Where a grant holds: a union's name, or everywhere for the administrators. */
export function grantPlace(grant: Pick<Schema<'GrantRow'>, 'union_id' | 'union_name'>): string {
  return grant.union_id === '0' ? t.everywhere : grant.union_name
}

/** The cells of the permission matrix: every pair of resource and action that any role has, with the roles that have it. */
export function matrixRows(roles: readonly Schema<'RoleRow'>[]): { key: string; resource: string; action: string; holders: Set<string> }[] {
  const rows = new Map<string, { key: string; resource: string; action: string; holders: Set<string> }>()
  for (const role of roles) {
    for (const permission of role.permissions) {
      const key = `${permission.resource}.${permission.action}`
      const row = rows.get(key) ?? { key, resource: permission.resource_label, action: permission.action_label, holders: new Set<string>() }
      row.holders.add(role.role)
      rows.set(key, row)
    }
  }
  // Permissions of one resource stand together, in the order in which they were first named.
  const order = [...new Set([...rows.values()].map((row) => row.resource))]
  return [...rows.values()].sort((a, b) => order.indexOf(a.resource) - order.indexOf(b.resource))
}
