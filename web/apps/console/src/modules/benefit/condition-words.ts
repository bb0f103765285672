import type { Condition } from './conditions'
import { p } from './locales/phone'

/** What a condition says to members. */
export function conditionWords(one: Condition, name: { union: (id: string) => string; flag: (code: string) => string; work: (code: string) => string }): string {
  switch (one.kind) {
    case 'union_beneath':
      return p.condition.unions(one.unions.map(name.union).join(p.join))
    case 'member_for':
      return p.condition.months(one.months)
    case 'age':
      return p.condition.ages(one.from ?? null, one.to ?? null)
    case 'sex':
      return p.condition.sex(one.code)
    case 'flag':
      return p.condition.flags(one.any_of.map(name.flag).join(p.join))
    case 'work_state':
      return p.condition.work(one.any_of.map(name.work).join(p.join))
    case 'migrant_worker':
      return p.condition.migrant
  }
}
