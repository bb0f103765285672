import { describe, expect, it } from 'vitest'
import { differences, partsOf } from './facts'
import { numberOf, textOf, type NumberKind } from './numbers'
import { caseOf, firstRow, rowOf } from './trial-rows'
import type { Scheme, Words } from './use-schemes'

const WORDS: Words = {
  items: [{ code: 'hospital', title: '住院医疗' }],
  bases: [{ code: 'in_scope_selfpay', title: '医保范围内个人自付' }],
  pers: [],
  causes: [{ code: 'cosmetic', title: '整容' }],
  papers: [{ code: 'id_card', title: '身份证' }],
  refusals: [],
  illnesses: [],
}
const SCHEME: Scheme = {
  code: 'test',
  year: 2027,
  title: '2027 年度职工医疗互助',
  cover_from: '2027-01-01',
  cover_to: '2027-12-31',
  classes: [{ code: 'work', title: '在职职工' }],
  items: [
    {
      kind: 'hospital',
      title: '住院医疗',
      premiums: [{ class: 'work', amount_fen: 10_000, employer_fen: 6_000, union_fen: 2_000, person_fen: 2_000 }],
      papers: ['id_card'],
      rule: { basis: 'in_scope_selfpay', deductible_fen: 50_000, tiers: [{ from_fen: 0, to_fen: null, rate_bp: 4_550 }], excluded: ['cosmetic'] },
    },
  ],
}

describe('a scheme in words', () => {
  it('says premiums with who pays, tiers and what is excluded', () => {
    const facts = Object.fromEntries(partsOf(SCHEME, WORDS)[1]?.facts.map((fact) => [fact.label, fact.value]) ?? [])
    expect(facts['每份保费']).toBe('在职职工 100.00 元（单位 60.00，工会 20.00，个人 20.00）')
    expect(facts['分段比例']).toBe('0.00 元以上 45.5%')
    expect(facts['起付线']).toBe('每次 500.00 元')
    expect(facts['除外情形']).toBe('整容')
  })
})

describe('the difference of two versions', () => {
  it('is nothing of the same', () => expect(differences(SCHEME, structuredClone(SCHEME), WORDS)).toEqual([]))
  it('names what was changed from what to what', () => {
    const now = structuredClone(SCHEME)
    if (now.items[0]) now.items[0].rule.deductible_fen = 0
    expect(differences(SCHEME, now, WORDS)).toEqual([{ kind: 'changed', text: '改动：住院医疗', lines: ['起付线：每次 500.00 元 → 无'] }])
  })
  it('names items that come and go', () => {
    const now = { ...structuredClone(SCHEME), items: [] }
    expect(differences(SCHEME, now, WORDS)).toEqual([{ kind: 'removed', text: '取消：住院医疗', lines: [] }])
    expect(differences(now, SCHEME, WORDS)[0]?.text).toBe('增加：住院医疗')
  })
})

describe('a typed case', () => {
  it('becomes facts within the cover of the scheme', () => {
    const made = caseOf({ ...firstRow(SCHEME), admitted: '2027.3.5', total: '12,345.6' }, SCHEME)
    expect(made?.facts).toMatchObject({ admitted: '2027-03-05', total_fen: 1_234_560, other_aid_fen: 0, cover: { from: '2027-01-01', shares: 1, continuous: false, items: ['hospital'] } })
  })
  it.each([{ total: '很多' }, { admitted: '2027-02-30' }, { shares: '0' }])('with %o is none yet', (change) => expect(caseOf({ ...firstRow(SCHEME), ...change }, SCHEME)).toBeUndefined())
  it('of a file keeps what the table does not show', () => {
    const made = caseOf(firstRow(SCHEME), SCHEME)
    if (!made) throw new Error('no case')
    const told = { ...made, facts: { ...made.facts, applied_on: '2027-09-09', deceased: true } }
    expect(caseOf(rowOf(told), SCHEME)?.facts).toMatchObject({ applied_on: '2027-09-09', deceased: true, total_fen: made.facts.total_fen })
  })
})

describe('a typed number', () => {
  it.each<[NumberKind, string, number | null | undefined]>([
    ['money', '1,234.5', 123_450],
    ['money', '１２', 1_200],
    ['money', '1.234', undefined],
    ['rate', '45.5%', 4_550],
    ['rate', '101', undefined],
    ['whole', '30', 30],
    ['whole', '3.5', undefined],
    ['whole', ' ', null],
  ])('%s "%s" is %s', (kind, text, value) => expect(numberOf(kind, text, kind === 'money' ? 1e9 : kind === 'rate' ? 10_000 : 3650)).toBe(value))
  it('is shown as it is typed', () => {
    expect(textOf('rate', 4_550)).toBe('45.5')
    expect(textOf('money', 0)).toBe('0')
    expect(textOf('whole', null)).toBe('')
  })
})
