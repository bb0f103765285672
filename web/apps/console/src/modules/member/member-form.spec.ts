import { describe, expect, it } from 'vitest'
import { faultsOf } from '../../components/form-spec'
import { CITIZEN_ID, emptyMember, fillFromId, MEMBER_SETS, memberSections, profileBody, type MemberSet } from './member-form'

const TODAY = '2026-11-22'
const OPTIONS = Object.fromEntries(Object.keys(MEMBER_SETS).map((name) => [name, [{ value: '1', label: '一' }, { value: '2', label: '二' }]])) as unknown as Record<MemberSet, { value: string; label: string }[]>
const filled = (change: Record<string, string> = {}) => ({ ...emptyMember('7', TODAY), name: '李梅', sex: '2', document_number: '331083199211120424', birth_day: '1992-11-12', ...change })

describe('an ID number', () => {
  it('fills in birth date and sex', () => {
    const values = fillFromId({ ...emptyMember('7', TODAY), document_number: ' 331083１99211120424' }, TODAY)
    expect(values).toMatchObject({ document_number: '331083199211120424', birth_day: '1992-11-12', sex: '2' })
  })
  it('fills nothing when it is wrong or of another document', () => {
    const wrong = { ...emptyMember('7', TODAY), document_number: '331083199211120425' }
    expect(fillFromId(wrong, TODAY)).toBe(wrong)
    const passport = { ...wrong, document_kind: '414', document_number: '331083199211120424' }
    expect(fillFromId(passport, TODAY)).toBe(passport)
  })
})

describe('the form of a new member', () => {
  const sections = memberSections(OPTIONS, TODAY, true, '')
  const faults = (change: Record<string, string>) => faultsOf(sections, filled(change)).map((fault) => `${fault.name}: ${fault.text}`)

  it('stands in the order of the paper form', () => {
    expect(sections.flatMap((section) => section.fields.map((field) => field.label)).slice(0, 9)).toEqual([
      '姓名', '性别', '出生日期', '民族', '就业状况', '有效证件类别', '证件号码', '学历', '技能等级',
    ])
  })
  it('accepts what is right', () => expect(faults({})).toEqual([]))
  it('tells what is wrong with the ID in words', () => {
    expect(faults({ document_number: '331083199211120425' })).toEqual(['document_number: 身份证号第 18 位校验不对，请核对原件。'])
    expect(faults({ document_number: '130503670401001' })[0]).toContain('15 位的老号码')
  })
  it('compares sex and birth date with the ID', () => {
    expect(faults({ sex: '1' })).toEqual(['sex: 与身份证号里的性别不一致，请核对。'])
    expect(faults({ birth_day: '1992-11-13' })[0]).toContain('以身份证为准')
  })
  it('takes other documents as they are', () => {
    expect(faults({ document_kind: '414', document_number: 'E12345678', birth_day: '', sex: '1' })).toEqual([])
  })
  it('refuses days to come and phones that are none', () => {
    expect(faults({ change_day: '2026-11-23' })).toEqual(['change_day: 日期不能晚于今天。'])
    expect(faults({ phone: '0574-65551234' })).toEqual(['phone: 手机号应是 1 开头的 11 位数字。'])
  })
  it('keeps ID and phone out of drafts', () => {
    const sealed = sections.flatMap((section) => section.fields.filter((field) => field.sealed).map((field) => field.name))
    expect(sealed).toEqual(['document_number', 'phone'])
  })
})

it('an edit does not touch document and union, and leaves the phone alone when nothing was typed', () => {
  const names = memberSections(OPTIONS, TODAY, false, '138****5678').flatMap((section) => section.fields.map((field) => field.name))
  expect(names).not.toContain('document_number')
  expect(names).not.toContain('union_id')
  expect(profileBody({ name: ' 李梅 ', phone: '', nation: '' })).toMatchObject({ name: '李梅', phone: '', nation: '' })
  expect(profileBody({ name: '李梅', phone: '138-1234-5678' }).phone).toBe('13812345678')
  expect(CITIZEN_ID).toBe('111')
})
