import type { Schema } from '@niangjia/api'
import { describe, expect, it } from 'vitest'
import { printed, publicTextOf } from './booklet'
import { caseColumns, ownerText, wideCaseColumns } from './case-columns'
import { fieldFault, tellsWho } from './case-deed'

const piece = (change: Partial<Schema<'BookletPiece'>> = {}): Schema<'BookletPiece'> => ({
  id: '1', number: 'ZL-1-2026-0001', title: '新年愿望', body: '来稿', author: '王丽', union_name: '甲镇工会', employer_name: '', received_on: '2026-11-26', step_title: '刊出中',
  fields: [
    { code: 'post', title: '职务', text: '主席' },
    { code: 'author', title: '姓名', text: '王丽' },
    { code: 'final_text', title: '刊出文字', text: '编辑过的' },
  ],
  ...change,
})

describe('a piece of a booklet', () => {
  it('prints what everybody reads instead of what was sent in, and says nothing twice', () => {
    const shown = printed(piece(), 'final_text')
    expect(shown.text).toBe('编辑过的')
    expect(shown.fields.map((field) => field.code)).toEqual(['post'])
    expect([shown.author, shown.unit]).toEqual(['王丽', '甲镇工会'])
  })
  it('prints what was sent in where nothing else is there', () => {
    expect(printed(piece({ fields: [] }), 'final_text').text).toBe('来稿')
    expect(printed(piece({ employer_name: '东方厂' }), undefined)).toMatchObject({ text: '来稿', unit: '东方厂' })
  })
  it('knows which field everybody reads', () => {
    const field = (code: string, change: Partial<Schema<'CaseField'>>): Schema<'CaseField'> => ({ code, title: code, kind: 'long_text', ...change })
    expect(publicTextOf({ fields: [field('a', {}), field('b', { public: true, kind: 'text' }), field('c', { public: true })] })).toBe('c')
    expect(publicTextOf(undefined)).toBeUndefined()
  })
})

describe('a text that everybody reads', () => {
  const of = { reporter_name: '卫小兰', employer_name: '东方机械厂' }
  it('must not say who told it', () => {
    expect(tellsWho('卫小兰的孩子想要一盏灯', of)).toBe('本人的姓名')
    expect(tellsWho('东方机械厂的职工', of)).toBe('单位名称')
    expect(tellsWho('请打 139 5740-0930', of)).toBe('电话号码')
    expect(tellsWho('一盏护眼台灯，130到150元', of)).toBeUndefined()
    expect(tellsWho('编号 2026139574009301', of)).toBeUndefined()
  })
  it('says nothing of a reporter that nobody knows', () => {
    expect(tellsWho('一盏灯', { reporter_name: '', employer_name: '' })).toBeUndefined()
  })
  it('has so many characters, without white space', () => {
    const field = { kind: 'long_text', most: 5 } as const
    expect(fieldFault(field, '一 二\n三四五')).toBeUndefined()
    expect(fieldFault(field, '一二三四五六')).toBe('最多 5 个字（不计空格和换行）')
    expect(fieldFault({ kind: 'choice', most: 1 }, 'abc')).toBeUndefined()
  })
})

it('a page of one kind shows holder and owner without being asked, and never the kind', () => {
  const optional = (all: ReturnType<typeof caseColumns>) => all.filter((column) => column.optional !== true).map((column) => column.name)
  expect(optional(caseColumns('2026-11-27'))).toEqual(['case', 'due'])
  expect(optional(wideCaseColumns('2026-11-27'))).toEqual(['case', 'due', 'owner', 'holder', 'received'])
  expect(wideCaseColumns('2026-11-27').some((column) => column.name === 'kind')).toBe(false)
  expect(ownerText({ owner_name: '', state: 'closed' })).toBe('')
})
