import { fenOf } from '@niangjia/ui'
import { describe, expect, it } from 'vitest'
import { cardDigits, isCard, neighbour, reasonsOf, yuanText } from './claim-steps'
import { doubledOf, missingOf, readRow } from './mapping'
import { around, turned, zoomed } from './paper-view'

describe('the next claim', () => {
  const ids = ['1', '2', '3']
  it('is the neighbour in the list, and none beyond its ends', () => {
    expect(neighbour(ids, '2', 1)).toBe('3')
    expect(neighbour(ids, '2', -1)).toBe('1')
    expect(neighbour(ids, '3', 1)).toBeUndefined()
    expect(neighbour(ids, '1', -1)).toBeUndefined()
  })
  it('is the first one where none is chosen or the chosen one has left the list', () => {
    expect(neighbour(ids, '', 1)).toBe('1')
    expect(neighbour(ids, '9', -1)).toBe('1')
    expect(neighbour([], '', 1)).toBeUndefined()
  })
})

describe('why nothing is paid', () => {
  const line = (deed: string, title: string, plain: string) => ({ seq: 1, deed, title, note: '', plain, by_name: '', at: Date.UTC(2026, 10, 20, 2) })
  const late = { code: 'late' as const, title: '超过申请期限', sentence: '已经超过申请期限。' }
  it('is what the rules say', () => {
    expect(reasonsOf({ refusals: [late], decisions: [line('refuse', '不予补助', late.sentence)] })).toEqual([late])
    expect(reasonsOf({ refusals: [], decisions: [line('review', '初审通过', '')] })).toEqual([])
  })
  it('is what was found out where an objection was upheld', () => {
    const upheld = line('revoke', '异议成立', '公示期间的异议成立，这笔互助金不再支付。')
    expect(reasonsOf({ refusals: [], decisions: [line('approve', '审批通过', ''), upheld] })).toEqual([{ title: '异议成立', sentence: upheld.plain }])
    expect(reasonsOf({ refusals: [late], decisions: [upheld, line('reopen', '申诉成立，重新办理', '')] })).toEqual([late])
  })
})

describe('an amount', () => {
  it('is typed again as it was read', () => {
    expect(yuanText(123450)).toBe('1234.50')
    expect(yuanText(0)).toBe('')
    expect(fenOf(yuanText(1))).toBe(1)
  })
})

describe('the columns of a settlement file', () => {
  const wanted = [
    { code: 'document', title: '证件号码', required: true },
    { code: 'total', title: '总费用', required: true },
    { code: 'illness', title: '病种', required: false },
  ]
  const headers = ['身份证', '金额', '诊断']
  it('that are needed and not chosen are told', () => {
    expect(missingOf(wanted, { document: '身份证' }).map((one) => one.code)).toEqual(['total'])
    expect(missingOf(wanted, { document: '身份证', total: '金额' })).toEqual([])
  })
  it('that are chosen twice are told with what for', () => {
    expect(doubledOf(wanted, { document: '身份证', total: '金额', illness: '金额' })).toEqual([{ header: '金额', titles: ['总费用', '病种'] }])
    expect(doubledOf(wanted, { document: '身份证', total: '金额' })).toEqual([])
  })
  it('read a row', () => {
    expect(readRow(wanted, { document: '身份证', total: '金额' }, headers, ['330', '12.5', '肺炎'])).toEqual(['330', '12.5', ''])
    expect(readRow(wanted, { illness: '没有这列' }, headers, ['330', '12.5', '肺炎'])).toEqual(['', '', ''])
  })
})

describe('a paper on the screen', () => {
  it('follows the last one with the first', () => {
    expect([around(0, 1, 3), around(2, 1, 3), around(0, -1, 3), around(0, 1, 0)]).toEqual([1, 0, 2, 0])
  })
  it('grows and shrinks by steps with an end', () => {
    expect([zoomed(1, 1), zoomed(1, -1), zoomed(3, 1), zoomed(0.5, -1)]).toEqual([1.5, 0.75, 3, 0.5])
  })
  it('comes back after four turns', () => expect([0, 90, 180, 270].map(turned)).toEqual([90, 180, 270, 0]))
})

describe('the number of an account', () => {
  it('is read over blanks and strokes', () => {
    expect(cardDigits('6217 0012-3456 7890 122')).toBe('6217001234567890122')
    expect(cardDigits('６２１７００１２３４５６７８９０１２２')).toBe('6217001234567890122')
    expect([cardDigits('62170012'), cardDigits('6217001234567890abc'), cardDigits('')]).toEqual([undefined, undefined, undefined])
  })
  it('of a card has its check digit', () => {
    expect(isCard('6217001234567890122')).toBe(true)
    expect(isCard('6217001234567890123')).toBe(false)
    expect(isCard('6217001234567890212')).toBe(false)
  })
})
