import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../components/form-spec'
import { answersOf } from './dispute-answers'
import { accountDigits, isOfficePhone, merchantEdit, merchantSections, merchantValues, newMerchant, phoneOf } from './merchant-form'
import { degreesOf, placeFault, shopBody, shopValues } from './shop-form'
import { isSpan, usualSpan } from './signal-span'
import type { MerchantDetail } from './use-merchants'
import { monthOf, monthText } from './use-returns'

const known = {
  union_id: '1',
  name: '海宁影都',
  credit_code: '91330481MA28A0000X',
  category: 'cinema',
  category_label: '影院',
  contact: '王店长',
  phone_tail: '0000',
  account_tail: '0122',
  holder: '海宁影都有限公司',
  bank: '示范银行',
  contract_from: '2026-01-01',
  contract_to: '2026-12-31',
  state: 'draft',
  may: { edit_all: true },
} as MerchantDetail

describe('months as they are typed', () => {
  it('are read in the ways people write them', () => {
    expect(['2026-10', '202610', '2026年1月', '2026.3', ' 2026/12 '].map(monthOf)).toEqual([202610, 202610, 202601, 202603, 202612])
    expect(['2026', '2026-13', '26-10', ''].map(monthOf)).toEqual([undefined, undefined, undefined, undefined])
    expect(monthText(202601)).toBe('2026-01')
  })
})

describe('numbers as they are typed', () => {
  it('of accounts lose their spaces', () => {
    expect(accountDigits('6217 0012 3456 7890 122')).toBe('6217001234567890122')
    expect(accountDigits('123')).toBeUndefined()
  })
  it('of phones are mobile ones or ones with an area', () => {
    expect(['13800000000', '0573-87200000', '057387200000', '0573-87200000-12'].filter((one) => !isOfficePhone(one))).toEqual([])
    expect(['87200000', '1380000', 'abc'].filter(isOfficePhone)).toEqual([])
    expect(phoneOf(' 138-0000-0000 ')).toBe('13800000000')
  })
})

describe('the form of a merchant', () => {
  it('asks a new one for everything', () => {
    const names = faultsOf(merchantSections(undefined), merchantValues(undefined)).map((one) => one.name)
    expect(names).toEqual(['union_id', 'name', 'credit_code', 'category', 'contact', 'phone', 'contract_from', 'contract_to', 'holder', 'bank', 'account'])
  })
  it('leaves sealed numbers as they are where nothing is typed', () => {
    const edit = merchantEdit({ ...merchantValues(known), name: '新影都' }, known)
    expect(edit).toMatchObject({ name: '新影都', contact: '王店长', holder: '海宁影都有限公司' })
    expect([edit.phone, edit.account]).toEqual([null, null])
    expect(merchantEdit({ ...merchantValues(known), account: '6217 0012 3456 7890 122' }, known)).toMatchObject({ account: '6217001234567890122' })
  })
  it('changes nothing of a running contract but whom to call', () => {
    const running = { ...known, state: 'contracted', may: { edit_all: false } } as MerchantDetail
    const edit = merchantEdit({ ...merchantValues(running), name: '别的名字', phone: '13800000000' }, running)
    expect(Object.entries(edit).filter(([, value]) => value !== null)).toEqual([
      ['contact', '王店长'],
      ['phone', '13800000000'],
    ])
    expect(merchantSections(running).flatMap((one) => one.fields).map((one) => one.name)).not.toContain('account')
  })
  it('refuses a contract that ends before it begins', () => {
    const values = { ...merchantValues(known), contract_from: '2026-12-31', contract_to: '2026.1.1' }
    expect(faultsOf(merchantSections(known), values).map((one) => one.name)).toContain('contract_to')
  })
  it('sends the code in capitals', () => expect(newMerchant({ ...merchantValues(known), credit_code: ' 91330481ma28a0000x' }).credit_code).toBe('91330481MA28A0000X'))
})

describe('the place of a shop', () => {
  it('is both numbers or none', () => {
    expect(placeFault({ lat: '', lng: '' })).toBeUndefined()
    expect(placeFault({ lat: '30.53', lng: '120.69' })).toBeUndefined()
    expect(placeFault({ lat: '30.53', lng: '' })).toBeTruthy()
    expect(placeFault({ lat: '130', lng: '120.69' })).toBeTruthy()
    expect(degreesOf('30,5', 90)).toBeUndefined()
  })
  it('is sent as numbers, or not at all', () => {
    expect(shopBody({ ...shopValues(undefined), name: '一店', lat: '30.5312', lng: '120.69' })).toMatchObject({ lat: 30.5312, lng: 120.69, open: true })
    expect(shopBody({ ...shopValues(undefined), open: 'no' })).toMatchObject({ lat: null, lng: null, open: false })
  })
})

describe('answers to objections', () => {
  const disputes = [{ redemption_id: '5' }, { redemption_id: '6' }]
  it('are sent only when each is decided and written', () => {
    expect(answersOf(disputes, [{ keep: 'no', answer: '核实为重复' }, { keep: '', answer: '无误' }])).toBeUndefined()
    expect(answersOf(disputes, [{ keep: 'no', answer: '核实为重复' }, { keep: 'yes', answer: ' ' }])).toBeUndefined()
    expect(answersOf(disputes, [{ keep: 'no', answer: ' 核实为重复 ' }, { keep: 'yes', answer: '无误' }])).toEqual([
      { redemption_id: '5', keep: false, answer: '核实为重复' },
      { redemption_id: '6', keep: true, answer: '无误' },
    ])
  })
  it('are none where no line was objected to', () => expect(answersOf([], [])).toEqual([]))
})

describe('the days looked through for odd redemptions', () => {
  it('are the last thirty', () => expect(usualSpan('2026-11-28')).toEqual({ from: '2026-10-30', to: '2026-11-28' }))
  it('are 92 at most', () => {
    expect(isSpan('2026-01-01', '2026-04-02')).toBe(true)
    expect(isSpan('2026-01-01', '2026-04-03')).toBe(false)
    expect(isSpan('2026-02-01', '2026-01-01')).toBe(false)
  })
})
