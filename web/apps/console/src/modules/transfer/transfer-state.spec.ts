import { describe, expect, it } from 'vitest'
import { transferState } from './transfer-state'

describe('the state of a proposed move', () => {
  const open = { kind: 'transfer' as const, state: 'proposed', escalated: false, overdue: false, agreed: false }
  it('says what is most pressing', () => {
    expect(transferState(open)).toEqual({ kind: 'wait', text: '等待答复' })
    expect(transferState({ ...open, agreed: true }).text).toBe('本人已同意')
    expect(transferState({ ...open, agreed: true, overdue: true })).toEqual({ kind: 'bad', text: '已逾期' })
    expect(transferState({ ...open, overdue: true, escalated: true }).text).toBe('逾期，已提请上级')
  })
  it('forgets deadlines once it is answered', () => {
    expect(transferState({ ...open, state: 'accepted', escalated: true })).toEqual({ kind: 'good', text: '已转接' })
    expect(transferState({ ...open, kind: 'secondment', state: 'accepted' }).text).toBe('已同意')
    expect(transferState({ ...open, state: 'returned' }).kind).toBe('quiet')
    expect(transferState({ ...open, state: 'withdrawn' }).text).toBe('已撤回')
  })
})
