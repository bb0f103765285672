import { ApiProblem } from '@niangjia/api'
import { describe, expect, it } from 'vitest'
import { faultsIn, faultsOf, isNarrow, mostOf, splitFields, valuesOf, waysOf, type Kind } from './say-fields'

const kind: Kind = {
  kind: 'voice.matter',
  title: '职工说事',
  help: '',
  confidential: true,
  anonymous: false,
  fields: [
    { code: 'topic', title: '什么事', kind: 'choice', required: true, options: [{ code: 'pay', label: '工资报酬' }, { code: 'private', label: '个人私事', restricted: true }] },
    { code: 'wish', title: '希望怎样解决', kind: 'long_text', most: 500 },
    { code: 'speakers', title: '一起说事的人', kind: 'people' },
  ],
}

describe('the fields of a kind', () => {
  it('stand open when they are needed, and wait when not', () => {
    const { must, may } = splitFields(kind.fields)
    expect(must.map((field) => field.code)).toEqual(['topic'])
    expect(may.map((field) => field.code)).toEqual(['wish', 'speakers'])
    expect(may.map(mostOf)).toEqual([500, 4_000])
  })
  it('say what is missing', () => {
    expect(Object.keys(faultsOf(kind, ' 累 ', {}))).toEqual(['body', 'fields/topic'])
    expect(Object.keys(faultsOf(kind, '太累', { topic: '  ' }))).toEqual(['fields/topic'])
    expect(faultsOf(kind, '太累', { topic: 'pay' })).toEqual({})
    expect(Object.keys(faultsOf(kind, '长'.repeat(4_001), { topic: 'pay' }))).toEqual(['body'])
  })
  it('are sent without empty ones and without those of another kind', () => {
    expect(valuesOf(kind, { topic: 'pay', wish: ' ', other: 'x' })).toEqual({ topic: 'pay' })
  })
  it('may be for few eyes', () => {
    expect(isNarrow(kind.fields, { topic: 'private' })).toBe(true)
    expect(isNarrow(kind.fields, { topic: 'pay' })).toBe(false)
  })
})

it('a kind is told in the ways that it allows', () => {
  expect(waysOf(kind)).toEqual(['named', 'confidential'])
  expect(waysOf({ ...kind, anonymous: true })).toEqual(['named', 'confidential', 'anonymous'])
  expect(waysOf(undefined)).toEqual([])
})

it('a refusal stands at its fields', () => {
  const errors = [{ pointer: '/fields/topic', code: 'cases.no-option', detail: '请从列表中选择' }]
  expect(faultsIn(new ApiProblem('cases.invalid', 422, '', errors))).toEqual({ 'fields/topic': '请从列表中选择' })
})
