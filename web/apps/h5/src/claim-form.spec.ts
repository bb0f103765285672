import { ApiProblem } from '@niangjia/api'
import { describe, expect, it } from 'vitest'
import { cardFaults, causesOf, claimFaults, draftOf, emptyDraft, isCardNumber, isEmpty, refusedFields, toldOf, type ClaimDraft, type ClaimForm } from './claim-form'

const DRAFT: ClaimDraft = {
  item: 'hospital',
  cause: 'illness',
  illness: '',
  hospital: '县第一人民医院',
  invoice: 'ZY20270088',
  admitted: '2027-02-01',
  discharged: '2027-02-09',
  total: '12,000',
  self_pay: '3000.50',
  own: '1000',
  other_aid: '',
}
const TODAY = '2027-02-10'

describe('what is typed', () => {
  it('has no fault when it is whole', () => expect(claimFaults(DRAFT, TODAY, false)).toEqual({}))
  it('tells everything that is missing at once', () => {
    expect(Object.keys(claimFaults(emptyDraft(), TODAY, true)).sort()).toEqual(['admitted', 'cause', 'discharged', 'hospital', 'illness', 'invoice', 'item', 'own', 'self_pay', 'total'])
  })
  it.each([
    [{ discharged: '2027-01-31' }, { discharged: '出院日期早于入院日期，请核对' }],
    [{ discharged: '2027-02-11' }, { discharged: '请填出院日期，出院以后才能申请' }],
    [{ admitted: '2027-02-31' }, { admitted: '请填入院日期' }],
    [{ total: '4000.49' }, { total: '自付加自费不能超过总费用，请照着结算单核对' }],
    [{ total: '0' }, { total: '请填金额，例如 1234.50；没有就填 0' }],
    [{ other_aid: '-1' }, { other_aid: '请填金额，例如 1234.50；没有就填 0' }],
  ])('with %o is refused with %o', (change, faults) => expect(claimFaults({ ...DRAFT, ...change }, TODAY, false)).toMatchObject(faults))
  it('may bear all of the bill', () => expect(claimFaults({ ...DRAFT, total: '4000.50' }, TODAY, false)).toEqual({}))
  it('is sent with what follows from it, and adds up', () => {
    const told = toldOf(DRAFT)
    expect(told).toMatchObject({ total_fen: 1_200_000, self_pay_fen: 300_050, own_fen: 100_000, insured_fen: 799_950, in_scope_fen: 1_100_000, other_aid_fen: 0 })
    expect(told.insured_fen + told.self_pay_fen + told.own_fen).toBe(told.total_fen)
    expect(told.insured_fen + told.self_pay_fen).toBe(told.in_scope_fen)
  })
})

it('takes a kept draft only when it is a whole one', () => {
  expect(draftOf({ ...DRAFT, further: 1 })).toEqual(DRAFT)
  expect([draftOf(undefined), draftOf({ item: 'hospital' }), draftOf({ ...DRAFT, total: 12 })]).toEqual([undefined, undefined, undefined])
  expect([isEmpty(emptyDraft()), isEmpty(DRAFT)]).toEqual([true, false])
})

it('finds a mistyped card number', () => {
  expect(isCardNumber('6222 0212 3456 7890 128')).toBe(true)
  expect(isCardNumber('6222 0212 3456 7890 129')).toBe(false)
  expect(isCardNumber('6222 0212 3465 7890 128')).toBe(false)
  expect([isCardNumber(''), isCardNumber('62220212')]).toEqual([false, false])
  expect(Object.keys(cardFaults({ holder: '', bank: '', number: '1' }))).toEqual(['holder', 'bank', 'number'])
})

it('puts the sentences of a refusal at their fields', () => {
  const problem = new ApiProblem('mutual.claim-invalid', 422, '', [
    { pointer: '/own_fen', code: 'x', detail: '一' },
    { pointer: '/insured_fen', code: 'x', detail: '二' },
  ])
  expect(refusedFields(problem)).toEqual({ own: '一', total: '二' })
})

describe('causes', () => {
  const word = (code: string) => ({ code, title: code })
  const item = (kind: 'hospital' | 'accident', causes: string[]) => ({ kind, title: kind, papers: [], illnesses: [], causes: causes.map(word) })
  const form: ClaimForm = { consent_version: '1', consent_text: '', covered: true, card: null, items: [item('hospital', ['illness']), item('accident', ['accident'])], causes: ['illness', 'accident', 'crime'].map(word) }
  const codes = (found: ReturnType<typeof causesOf>) => [found.paid, found.others].map((all) => all.map((one) => one.code))
  it('are those of the item, the others apart', () => expect(codes(causesOf(form, form.items[1]))).toEqual([['accident'], ['illness', 'crime']]))
  it('are those of any item while none is chosen', () => expect(codes(causesOf(form, undefined))).toEqual([['illness', 'accident'], ['crime']]))
})
