import { describe, expect, it } from 'vitest'
import { faultOf, faultsFromServer, faultsOf, sealedNames, tidyDay, type SectionSpec } from './form-spec'

const SECTIONS: SectionSpec[] = [
  {
    title: '基本情况',
    fields: [
      { name: 'name', label: '姓名', required: true, maxLength: 4 },
      { name: 'id_number', label: '证件号码', sealed: true, check: (value) => (value === 'bad' ? '校验不对' : undefined) },
      { name: 'birth_day', label: '出生日期', kind: 'day' },
      { name: 'reason', label: '原因', required: true, hidden: (values) => values.kind !== 'leave' },
    ],
  },
]

describe('checks', () => {
  it('come in the order of the form, hidden fields left out', () => {
    const faults = faultsOf(SECTIONS, { name: '', id_number: 'bad', birth_day: '1987.6' })
    expect(faults.map((fault) => fault.name)).toEqual(['name', 'id_number', 'birth_day'])
    expect(faults[0]?.text).toBe('请填写姓名')
  })
  it('ask for a field once it is shown', () => {
    expect(faultsOf(SECTIONS, { name: '张三', kind: 'leave' }).map((fault) => fault.name)).toEqual(['reason'])
  })
  it('count characters, not code units', () => {
    expect(faultOf({ name: 'n', label: '姓名', maxLength: 2 }, { n: '𠮷𠮷' })).toBeUndefined()
    expect(faultOf({ name: 'n', label: '姓名', maxLength: 2 }, { n: '三个字' })).toBe('姓名最多 2 个字')
  })
})

describe('days as people type them', () => {
  it.each([
    ['19870615', '1987-06-15'],
    ['1987.6.5', '1987-06-05'],
    ['1987年6月15日', '1987-06-15'],
    ['１９８７/６/１５', '1987-06-15'],
    ['不详', '不详'],
  ])('%s is read as %s', (typed, day) => expect(tidyDay(typed)).toBe(day))
})

it('puts the refusals of the server at their fields', () => {
  const faults = faultsFromServer(SECTIONS, [
    { pointer: '/name', code: 'registry.name', detail: '姓名里有空格' },
    { pointer: '/document/id_number', code: 'registry.id-check', detail: '校验不对' },
    { pointer: '/elsewhere', code: 'x', detail: 'x' },
  ])
  expect(faults).toEqual([
    { name: 'name', label: '姓名', text: '姓名里有空格' },
    { name: 'id_number', label: '证件号码', text: '校验不对' },
  ])
})

it('knows which fields a draft must not keep', () => {
  expect(sealedNames(SECTIONS)).toEqual(['id_number'])
})
