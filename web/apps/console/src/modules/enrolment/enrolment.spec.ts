import { describe, expect, it } from 'vitest'
import { elapsedOf, rateText, rosterActs, stageOf, stepOfUnit, type RosterState } from './enrolment-state'
import { readTargets } from './targets'
import { upperFen } from './upper'

const UNIONS = [
  { id: '1', name: '城东街道总工会' },
  { id: '2', name: '城西街道总工会' },
  { id: '3', name: '大溪镇总工会' },
]

describe('targets pasted from a spreadsheet', () => {
  it('are read by name or by the one name that begins so', () => {
    expect(readTargets('城东街道总工会\t1,200\n大溪镇\t300\r\n', UNIONS)).toEqual({ targets: [{ union_id: '1', target: 1200 }, { union_id: '3', target: 300 }], unread: [] })
  })
  it('typed with spaces are read too', () => expect(readTargets('大溪镇 1,500', UNIONS).targets).toEqual([{ union_id: '3', target: 1500 }]))
  it('of unknown or doubtful names, or without a number, come back', () => {
    expect(readTargets('城\t5\n北街\t9\n大溪镇\t很多\n单位\t人数', UNIONS)).toEqual({ targets: [], unread: ['城\t5', '北街\t9', '大溪镇\t很多', '单位\t人数'] })
  })
  it('named twice count as said last', () => expect(readTargets('大溪镇\t1\n大溪镇总工会\t2', UNIONS).targets).toEqual([{ union_id: '3', target: 2 }]))
})

describe('a roster', () => {
  it.each<[RosterState, string, string[]]>([
    ['checking', 'moving', ['cancel']],
    ['checked', 'preview', ['cancel', 'confirm', 'result']],
    ['done', 'finished', ['result', 'undo']],
    ['failed', 'ended', []],
  ])('that is %s is %s', (state, stage, acts) => {
    expect(stageOf(state)).toBe(stage)
    expect([...rosterActs({ state, accepted: 3 })].sort()).toEqual(acts)
  })
  it('without a good row cannot be entered', () => expect(rosterActs({ state: 'checked', accepted: 0 }).has('confirm')).toBe(false))
  it('that was stopped can be taken back', () => expect(rosterActs({ state: 'cancelled', accepted: 3 }).has('undo')).toBe(true))
})

describe('the way of a union', () => {
  it('goes from the list over the bill to the cover; who is listed later comes first', () => {
    expect(stepOfUnit({ listed: 0, billed: 0, active: 0 })).toBe(0)
    expect(stepOfUnit({ listed: 2, billed: 5, active: 9 })).toBe(1)
    expect(stepOfUnit({ listed: 0, billed: 5, active: 9 })).toBe(2)
    expect(stepOfUnit({ listed: 0, billed: 0, active: 9 })).toBe(3)
  })
})

describe('time and completion', () => {
  it('stay between nothing and all', () => {
    expect(elapsedOf('2026-10-01', '2026-12-10', '2026-11-05')).toBe(0.5)
    expect(elapsedOf('2026-10-01', '2026-12-10', '2026-09-01')).toBe(0)
    expect(elapsedOf('2026-10-01', '2026-10-01', '2026-11-05')).toBe(1)
  })
  it('without a target there is no rate', () => {
    expect(rateText(null)).toBe('—')
    expect(rateText(9876)).toBe('98.8%')
  })
})

describe('an amount on a document', () => {
  it.each([
    [0, '零元整'],
    [123_450, '壹仟贰佰叁拾肆元伍角整'],
    [100_05, '壹佰元零伍分'],
    [7, '柒分'],
    [30, '叁角整'],
    [1_000_500_00, '壹佰万零伍佰元整'],
    [10_010_00, '壹万零壹拾元整'],
    [100_000_000_00, '壹亿元整'],
    [100_000_010_01, '壹亿零壹拾元零壹分'],
  ])('%d is %s', (fen, text) => expect(upperFen(fen)).toBe(text))
})
