import { describe, expect, it } from 'vitest'
import { blockChanges, formField, letterValues } from './letter-form'
import type { Block, Field } from './use-templates'

const field = (name: string, kind: Field['kind']): Field => ({ name, label: name, kind, required: false, sample: '甲\n乙' })
const block = (text: string): Block => ({ style: 'body', text, when: '', each: '' })

describe('the form of a template', () => {
  it('has a field of its kind for each', () => {
    expect(formField(field('a', 'long')).kind).toBe('area')
    expect(formField(field('a', 'day')).kind).toBe('day')
    expect(formField(field('a', 'text')).example).toBe('甲')
    expect(formField({ ...field('a', 'text'), sample: '' }).example).toBeUndefined()
  })

  it('sends lists by lines and leaves out what is empty', () => {
    const fields = [field('who', 'text'), field('people', 'list'), field('on', 'day')]
    expect(letterValues(fields, { who: ' 张三 ', people: ' 甲 \n\n乙\n', on: '', other: 'x' })).toEqual({ who: '张三', people: ['甲', '乙'] })
  })

  it('tells what changed between versions', () => {
    expect(blockChanges([block('甲'), block('乙')], [block('甲'), { ...block('乙'), when: 'x' }])).toEqual([
      { sign: '+', text: '正文 乙 ?x' },
      { sign: '-', text: '正文 乙' },
    ])
    expect(blockChanges([block('甲')], [block('甲')])).toEqual([])
  })
})
