import type { Schema } from '@niangjia/api'
import { describe, expect, it } from 'vitest'
import { complaintBody } from './complaint-form'

const field = (code: string, kind: Schema<'CaseField'>['kind']) => ({ code, title: code, kind }) as Schema<'CaseField'>

describe('a complaint that is taken down', () => {
  const fields = [field('happened', 'day'), field('paid', 'money'), field('wish', 'long_text')]
  it('is sent without what was left empty, with days as days', () => {
    const form = { channel: 'visit', reporter_name: ' 王小明 ', reporter_phone: '13800138000', merchant_id: '7', shop_id: '', body: ' 多收了两块钱 ', 'fields/happened': '2026.11.3', 'fields/paid': '42', 'fields/wish': ' ' }
    expect(complaintBody(form, fields)).toEqual({ channel: 'visit', reporter_name: '王小明', reporter_phone: '13800138000', shop_id: null, body: '多收了两块钱', fields: { happened: '2026-11-03', paid: '42' } })
  })
  it('came by telephone unless something else is chosen', () => expect(complaintBody({ channel: 'phone', shop_id: '9' }, [])).toMatchObject({ channel: 'call', shop_id: '9' }))
})
