import type { Schema } from '@niangjia/api'
import { describe, expect, it } from 'vitest'
import { readState, writeState } from '../../composables/use-keyset-list'
import { caseClash } from './case-clash'
import { clockState, leftText } from './case-clock'
import { answeringMove, deedFaults, deedOf, emptyValues, fieldFault, mainMove, plainDeeds, stillPossible, yuan, type CaseDetail, type Doing } from './case-deed'
import { CASE_FILTERS, caseConditions, isNarrowed, viewOf } from './case-filters'
import { draftOf } from './deed-drafts'
import { caseForm, isMobile } from './case-new'

const field = (code: string, kind: Schema<'CaseFieldKind'>, value = '', shown = value) => ({ code, title: code, kind, value, shown, options: [] })
const event = (id: string, deed = 'open') => ({ id, deed, title: deed, step: '', by_kind: 'staff', by_id: '1', by_name: '甲', holder_name: '', note: '', plain: '', at: 0 })

function caseOf(change: Partial<CaseDetail> = {}): CaseDetail {
  const row = { id: '7', number: 'ZS-1-2026-0001', kind: 'voice.matter', kind_title: '职工说事', title: '三个月没发加班费', step: 'general', step_title: '商讨决议', track: 'general', track_title: '一般事项', state: 'open', state_title: '办理中', channel: 'call', channel_title: '来电', reporter: 'named', reporter_title: '实名', employer_name: '', home_id: '1', home_name: '甲工会', holder_id: '1', holder_name: '甲工会', owner_id: '5', owner_name: '王', restricted: false, received_at: 0, due_on: '2026-12-01', half_over: false, overdue: false, late: false, climbed: 0, rating_title: '', reopened: 0, version: 3 } as const
  return { ...row, body: '', fields: [field('decision', 'long_text'), field('money', 'money', '123450', '1234.50元')], reporter_name: '', reporter_phone: '', events: [event('1')], opinions: [], links: [], files: [], letters: { can_issue: [], issued: [] }, judging: null, claim: null, claimable: false, public: false, came_from: '', hand: 'mine', held_by: '', delegate_name: '', watched_by: '', moves: [], allows: [], plain: '', ...change }
}
const move = (change: Partial<Schema<'CaseMoveOption'>> = {}): Doing => ({ kind: 'move', move: { code: 'decide_general', title: '商定', note: false, answers: false, attachment: false, fields: ['decision', 'money'], to_title: '', closes: false, ...change } })
const missing = (label: string) => `请填写${label}`

describe('the address of the desk', () => {
  it('goes through the query and back', () => {
    const query = { view: 'overdue', kind: 'voice.matter', late: 'true', from: '2026-11-01', q: '工资', case: '7' }
    const state = readState(query, CASE_FILTERS)
    expect(writeState(state)).toEqual({ view: 'overdue', kind: 'voice.matter', late: 'true', from: '2026-11-01', q: '工资' })
    expect(caseConditions(state)).toMatchObject({ view: 'overdue', late: true, q: '工资', from: '2026-11-01', channel: undefined })
  })
  it('forgets what means nothing, and begins with what is to be done', () => {
    const { filters } = readState({ view: 'opinions', channel: 'pigeon' }, CASE_FILTERS)
    expect(viewOf(filters)).toBe('todo')
    expect(caseConditions({ q: '', filters })).toMatchObject({ view: 'todo', channel: undefined, q: undefined, late: false })
  })
  it('is not narrowed by a view', () => {
    expect(isNarrowed({ q: '', filters: { view: 'all' } })).toBe(false)
    expect(isNarrowed({ q: '', filters: { view: 'all', step: 'again' } })).toBe(true)
  })
})

it('a clock says what is most pressing', () => {
  const row = { state: 'open', due_on: '2026-12-01', overdue: false, half_over: false } as const
  expect(clockState(row, '2026-11-27').text).toBe('期限内')
  expect(clockState({ ...row, half_over: true }, '2026-11-27')).toEqual({ kind: 'wait', text: '过半' })
  expect(clockState(row, '2026-12-01').text).toBe('今天到期')
  expect(clockState({ ...row, overdue: true }, '2026-12-02')).toEqual({ kind: 'bad', text: '超期' })
  expect(clockState({ ...row, state: 'paused', overdue: true }, '2026-12-02').text).toBe('已暂停')
  expect(clockState({ ...row, state: 'closed' }, '2026-12-02').kind).toBe('quiet')
  expect(clockState({ ...row, due_on: null }, '2026-12-02').text).toBe('不计时')
})

it('days left are named as the limit counts them', () => {
  const deadline = (counted: (number | null)[]) => ({ from: '2026-11-27', counted_to: '2026-12-01', last_day: '2026-12-01', steps: counted.map((n) => ({ day: '2026-11-28', kind: 'weekend' as const, name: '', counted: n })) })
  expect(leftText({ days_left: 2, deadline: deadline([null, 1, 2]), overdue: false })).toBe('还剩 2 个工作日')
  expect(leftText({ days_left: 2, deadline: deadline([1, 2]), overdue: false })).toBe('还剩 2 天')
  expect(leftText({ days_left: 0, deadline: deadline([1]), overdue: true })).toBe('')
})

describe('a draft of a deed', () => {
  it('is kept for the same account, case and deed only', () => {
    const of = { id: '7' }
    const values = { ...emptyValues(caseOf(), move()), note: '写了一半' }
    draftOf('1', of, move()).write(values)
    values.note = '改了'
    expect(draftOf('1', of, move()).read().note).toBe('写了一半')
    expect(draftOf('2', of, move()).read()).toEqual({})
    expect(draftOf('1', of, move({ code: 'other' })).read()).toEqual({})
    draftOf('1', of, move()).forget()
    expect(draftOf('1', of, move()).read()).toEqual({})
  })
})

describe('a clash', () => {
  it('names place, fields and events that changed', () => {
    const now = caseOf({ step_title: '已有结果，待答复', owner_name: '李', due_on: null, fields: [field('decision', 'long_text', '补发'), field('money', 'money', '123450', '1234.50元')], events: [event('1'), event('2', 'move')] })
    const { changed, events } = caseClash(caseOf(), now)
    expect(changed.map(({ name, before, now: present }) => [name, before, present])).toEqual([
      ['step', '商讨决议', '已有结果，待答复'],
      ['owner', '王', '李'],
      ['due', '2026-12-01 周二', '—'],
      ['field-decision', '', '补发'],
    ])
    expect(events.map((one) => one.id)).toEqual(['2'])
  })
  it('finds nothing between the same', () => {
    expect(caseClash(caseOf(), caseOf({ version: 4 }))).toEqual({ changed: [], events: [] })
  })
})

describe('a deed', () => {
  it('comes with what is filled in already, money in yuan', () => {
    expect(yuan('123450')).toBe('1234.50')
    expect(emptyValues(caseOf(), move()).fields).toEqual({ decision: '', money: '1234.50' })
  })
  it('says what is missing at its place', () => {
    const of = caseOf()
    const values = emptyValues(of, move())
    expect([...deedFaults(of, move({ note: true }), values, missing)]).toEqual([['note', '至少 2 个字'], ['field-decision', '请填写decision']])
    expect(deedFaults(of, { kind: 'plain', deed: 'extend' }, { ...values, note: '等材料', days: '61' }, missing).has('days')).toBe(true)
    expect([...deedFaults(of, { kind: 'plain', deed: 'assign' }, values, missing).keys()]).toEqual(['account'])
    expect(fieldFault({ kind: 'money' }, '1.234')).toBeDefined()
    expect(fieldFault({ kind: 'money' }, '1,234.5')).toBeUndefined()
    expect(fieldFault({ kind: 'day' }, '20261126')).toBeUndefined()
  })
  it('becomes the request', () => {
    const of = caseOf()
    const values = { ...emptyValues(of, move()), note: ' 好 的 ', unions: ['3', '4'], day: '20261201' }
    values.fields.decision = ' 补发 '
    expect(deedOf(of, move(), values)).toEqual({ deed: 'move', code: 'decide_general', note: '好 的', fields: { decision: '补发', money: '1234.50' } })
    expect(deedOf(of, { kind: 'plain', deed: 'countersign' }, values)).toEqual({ deed: 'countersign', union_ids: ['3', '4'], question: '好 的', due_on: '2026-12-01' })
    expect(deedOf(of, { kind: 'plain', deed: 'delegate' }, values)).toEqual({ deed: 'delegate', account_id: null, note: '好 的' })
  })
  it('is offered only where it can be done', () => {
    const allows: CaseDetail['allows'] = ['assign', 'return', 'suspend', 'extend']
    expect(plainDeeds(caseOf({ allows }))).toEqual(['assign', 'suspend', 'remark'])
    expect(plainDeeds(caseOf({ allows, state: 'paused', came_from: '乙工会' }))).toEqual(['resume', 'assign', 'return', 'remark'])
    expect(plainDeeds(caseOf({ hand: 'other' }))).toEqual([])
    expect(stillPossible(caseOf(), move())).toBe(false)
  })
})

it('the next thing to do is the move that asks for a result', () => {
  const option = (code: string, change: Partial<Schema<'CaseMoveOption'>> = {}) => ({ code, title: code, note: false, answers: false, attachment: false, fields: [], to_title: '', closes: false, ...change })
  const decline = option('decline', { answers: true })
  expect(mainMove([option('take_simple'), option('take_general'), decline])).toBeUndefined()
  expect(answeringMove([option('take_simple'), decline])?.code).toBe('decline')
  expect(mainMove([option('take_major'), option('decide', { fields: ['decision'] })])?.code).toBe('decide')
  expect(mainMove([option('called')])?.code).toBe('called')
})

it('a case that is taken down leaves no name behind an anonymous one', () => {
  const form = { channel: 'visit', reporter: 'anonymous', reporter_name: '王', reporter_phone: '13900000000', union_id: '1', employer_id: '', employer_name: '东方厂', kind: 'voice.matter', title: '', body: '三个月没发', 'fields/topic': 'pay', 'fields/wish': '' }
  const sent = caseForm(form, [{ code: 'topic', title: '', kind: 'choice' }, { code: 'wish', title: '', kind: 'long_text' }])
  expect(sent).toMatchObject({ reporter_name: '', reporter_phone: '', channel: 'visit', employer_name: '东方厂', fields: { topic: 'pay' } })
  expect(isMobile('139 0000-0000')).toBe(true)
  expect(isMobile('0574-65200000')).toBe(false)
})
