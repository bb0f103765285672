import type { Schema } from '@niangjia/api'
import { e } from './locales/edit'

export type Condition = Schema<'ReachCondition'>
export type ConditionKind = Condition['kind']
export const CONDITION_KINDS = Object.keys(e.conditions) as ConditionKind[]

/** A condition that still says nothing. */
export function blankCondition(kind: ConditionKind): Condition {
  switch (kind) {
    case 'union_beneath':
      return { kind, unions: [] }
    case 'member_for':
      return { kind, months: 12 }
    case 'joined_since':
      return { kind, day: '' }
    case 'joined_within':
      return { kind, days: 30 }
    case 'age':
      return { kind, from: null, to: null }
    case 'sex':
      return { kind, code: '2' }
    case 'flag':
    case 'work_state':
      return { kind, any_of: [] }
    case 'migrant_worker':
      return { kind }
  }
}

/** Whether a condition is not yet complete. */
export function conditionFault(one: Condition): boolean {
  switch (one.kind) {
    case 'union_beneath':
      return one.unions.length === 0 || one.unions.includes('')
    case 'member_for':
      return one.months < 1 || one.months > 600
    case 'joined_since':
      return one.day === ''
    case 'joined_within':
      return one.days < 1 || one.days > 3650
    case 'age': {
      const { from, to } = one
      return (from == null && to == null) || (from != null && to != null && from > to)
    }
    case 'flag':
    case 'work_state':
      return one.any_of.length === 0
    default:
      return false
  }
}
