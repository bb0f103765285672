import { describe, expect, it } from 'vitest'
import { clockText, countdown } from './board-words'
import { blankDraft, bodyOf, draftOf, envelopeOf, faultsOf, instantOf, readDraft, stockOf, type Draft } from './campaign-draft'
import { blankCondition, conditionFault, CONDITION_KINDS } from './conditions'
import { deedsOf } from './deeds'

const whole: Draft = { ...blankDraft('7', '2026-11-28'), title: '1元看大片', rules: '每人一张', offer: '电影票一张', worth: 3_000, pays: 100, stock: 5_000 }
const at = (draft: Partial<Draft>) => faultsOf({ ...whole, ...draft }).map((one) => one.pointer)

describe('the instant of a day and a time', () => {
  it('is that of China, whatever the computer thinks', () => {
    expect(instantOf('2026-12-04', '10:00')).toBe(Date.UTC(2026, 11, 4, 2, 0))
    expect(instantOf('2026-12-04', '１０：００')).toBe(Date.UTC(2026, 11, 4, 2, 0))
  })
  it('is none where either cannot be read', () => {
    expect(instantOf('', '10:00')).toBeUndefined()
    expect(instantOf('2026-12-04', '10点')).toBeUndefined()
  })
})

describe('a campaign that is being written', () => {
  it('is whole when every field says something', () => expect(faultsOf(whole)).toEqual([]))
  it('tells every field that is missing', () => {
    expect(at({ union: '', title: '一', offer: '', worth: null })).toEqual(['/union_id', '/title', '/terms/offer/title', '/terms/offer/worth'])
    expect(at({ stock: 0 })).toEqual(['/stock'])
    expect(at({ times: 11 })).toEqual(['/terms/limit'])
  })
  it('ends after it begins, to the minute', () => {
    expect(at({ closeDay: whole.openDay, closeTime: '10:00' })).toEqual(['/closes_at'])
    expect(at({ closeDay: whole.openDay, closeTime: '10:01' })).toEqual([])
    expect(at({ openDay: '2026-01-01', openTime: '00:00', closeDay: '2027-01-02', closeTime: '00:01' })).toEqual(['/closes_at'])
  })
  it('gives vouchers that hold at least as long as it runs', () => {
    expect(at({ valid: 'until', until: '2026-12-11' })).toEqual(['/terms/offer/until'])
    expect(at({ valid: 'until', until: '2026-12-12' })).toEqual([])
    expect(at({ days: 367 })).toEqual(['/terms/offer/days'])
  })
  it('has a mean between least and most for red packets', () => {
    expect(at({ kind: 'red_packet', least: 100, most: 900, worth: 500 })).toEqual([])
    expect(at({ kind: 'red_packet', least: 100, most: 400, worth: 500 })).toEqual(['/terms/amounts'])
    expect(at({ kind: 'red_packet', least: 0, most: 400, worth: 200 })).toEqual(['/terms/amounts'])
  })
  it('names prizes and where the public value of a draw comes from', () => {
    const draw: Partial<Draft> = { kind: 'draw', worth: null, stock: null, prizes: [{ title: '电影票', count: 3, worth: 4_000 }], source: '2026年12月5日15时后上证综指收盘点位' }
    expect(at(draw)).toEqual([])
    expect(at({ ...draw, prizes: [] })).toEqual(['/terms/prizes'])
    expect(at({ ...draw, source: '' })).toEqual(['/terms/source'])
  })
  it('has no more prizes than tickets, where tickets win at once', () => {
    const tickets: Partial<Draft> = { kind: 'instant', worth: null, stock: 100, prizes: [{ title: '咖啡', count: 3, worth: 3_000 }] }
    expect(at(tickets)).toEqual([])
    expect(at({ ...tickets, stock: 2 })).toEqual(['/terms/prizes'])
    expect(at({ ...tickets, prizes: [] })).toEqual(['/terms/prizes'])
    expect(at({ ...tickets, stock: 1_000_001 })).toEqual(['/stock'])
  })
  it('names a quiz and the points that are enough, where one must be passed', () => {
    expect(at({ kind: 'quiz' })).toEqual(['/terms/quiz/quiz_id', '/terms/quiz/score'])
    expect(at({ kind: 'quiz', quiz: '7', pass: 80 })).toEqual([])
    expect(at({ quiz: '7' })).toEqual(['/terms/quiz/score'])
  })
  it('ends signing up for a queue before it ends itself', () => {
    const queue: Partial<Draft> = { kind: 'queue', source: '2026年12月5日15时后上证综指收盘点位', times: null, signDay: '2026-12-07' }
    expect(at(queue)).toEqual([])
    expect(at({ ...queue, signDay: '' })).toEqual(['/terms/sign_up_until'])
    expect(at({ ...queue, signDay: whole.closeDay, signTime: whole.closeTime })).toEqual(['/terms/sign_up_until'])
    expect(at({ ...queue, signDay: whole.openDay, signTime: whole.openTime })).toEqual(['/terms/sign_up_until'])
    expect(at({ ...queue, source: '', stock: 100_001 })).toEqual(['/stock', '/terms/source'])
  })
  it('points at the condition that says nothing yet', () => expect(at({ who: [{ kind: 'migrant_worker' }, { kind: 'flag', any_of: [] }] })).toEqual(['/terms/who/1']))
})

describe('a draft that was kept in the browser', () => {
  const blank = blankDraft('7', '2026-11-28')
  it('comes back as it was', () => expect(readDraft(JSON.stringify(whole), blank)).toEqual(whole))
  it('is blank where it cannot be read or says something of another kind', () => {
    expect(readDraft('{', blank)).toEqual(blank)
    expect(readDraft(JSON.stringify({ title: 5, gone: 1, offer: '电影票' }), blank)).toEqual({ ...blank, offer: '电影票' })
  })
})

describe('stock and envelope', () => {
  const prizes = [
    { title: '一等奖', count: 2, worth: 100_000 },
    { title: '二等奖', count: 10, worth: 5_000 },
  ]
  it('add up what is to be had', () => {
    expect(stockOf(whole)).toBe(5_000)
    expect(envelopeOf(whole)).toBe(15_000_000)
  })
  it('of a draw are those of its prizes', () => {
    expect(stockOf({ ...whole, kind: 'draw', prizes })).toBe(12)
    expect(envelopeOf({ ...whole, kind: 'draw', prizes })).toBe(250_000)
    expect(stockOf({ ...whole, kind: 'instant', prizes })).toBe(5_000)
    expect(envelopeOf({ ...whole, kind: 'instant', prizes })).toBe(250_000)
  })
})

describe('what is sent and what is read again', () => {
  const again = (draft: Draft) => {
    const body = bodyOf(draft)
    return draftOf({ union: draft.union, kind: body.kind, title: body.title, opens: body.opens_at, closes: body.closes_at, stock: body.stock ?? 0, terms: body.terms })
  }
  it('are the same campaign', () => expect(again({ ...whole, who: [{ kind: 'member_for', months: 12 }], merchants: ['9'] })).toEqual({ ...whole, who: [{ kind: 'member_for', months: 12 }], merchants: ['9'] }))
  it('are the same with prizes and a quiz', () => {
    const tickets: Draft = { ...whole, kind: 'instant', worth: 0, prizes: [{ title: '咖啡', count: 3, worth: 3_000 }], quiz: '7', pass: 80 }
    expect(again(tickets)).toEqual(tickets)
    const queue: Draft = { ...whole, kind: 'queue', source: '次日15时后上证综指收盘点位', signDay: '2026-12-07' }
    expect(again(queue)).toEqual(queue)
  })
  it('leave out what does not belong to the kind', () => {
    const body = bodyOf({ ...whole, least: 1, most: 2, prizes: [{ title: 'x', count: 1, worth: 1 }], source: 'abcdef', reserves: 5 })
    expect(body.terms).toMatchObject({ amounts: null, prizes: [], source: '', reserves: 0 })
    expect(bodyOf({ ...whole, valid: 'until', until: '2026-12-31' }).terms.offer).toMatchObject({ days: 0, until: '2026-12-31' })
  })
})

describe('conditions', () => {
  it('say something only once they are filled in', () => {
    expect(CONDITION_KINDS.filter((kind) => conditionFault(blankCondition(kind)))).toEqual(['union_beneath', 'joined_since', 'age', 'flag', 'work_state'])
    expect([0, 3651].map((days) => conditionFault({ kind: 'joined_within', days }))).toEqual([true, true])
    expect(conditionFault({ kind: 'age', from: 60, to: 18 })).toBe(true)
    expect(conditionFault({ kind: 'age', from: 60, to: null })).toBe(false)
  })
})

describe('deeds', () => {
  const words = { edit: ['修改', ''], stop: ['结束', '为什么'], propose: ['提交', '确定吗'], publish: ['批准', '确定吗'] } as const
  it('are those that are open now, and what leads on stands out', () => {
    expect(deedsOf(words, { edit: true, propose: true, publish: false }, ['stop'], ['publish', 'propose']).map(({ name, kind, primary }) => [name, kind, primary])).toEqual([
      ['edit', 'go', false],
      ['propose', 'sure', true],
    ])
  })
  it('ask for a reason where one is due', () => expect(deedsOf(words, { stop: true }, ['stop'], [])).toEqual([{ name: 'stop', label: '结束', text: '为什么', kind: 'reason', primary: false }]))
})

describe('the clock of the board', () => {
  it('runs down to the second', () => {
    expect(clockText(3_723_000)).toBe('01:02:03')
    expect(clockText(2 * 86_400_000 + 1)).toBe('2 天 00:00:01')
    expect(clockText(1)).toBe('00:00:01')
    expect(clockText(0)).toBe('')
  })
  it('counts to the opening, then to the end, then no more', () => {
    const board = { state: 'published', opens: 10_000, closes: 20_000 }
    expect(countdown(board, 4_000)).toEqual({ label: '离开始还有', left: '00:00:06' })
    expect(countdown(board, 10_000)).toEqual({ label: '离结束还有', left: '00:00:10' })
    expect(countdown(board, 20_000)).toEqual({ label: '活动已结束', left: '' })
    expect(countdown({ ...board, state: 'ended' }, 4_000).left).toBe('')
  })
})
