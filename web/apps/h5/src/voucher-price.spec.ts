import { describe, expect, it } from 'vitest'
import { payText } from './voucher-price'

describe('what a member pays', () => {
  it('is nothing, and not in a shop, for what is sent', () => expect(payText(0, 'sent')).toBe('寄送，无需到店，不用付钱'))
  it('is nothing at a point where goods are fetched', () => expect(payText(0, 'fetched')).toBe('到自提点领取，不用付钱'))
  it('is paid in the shop otherwise', () => expect([payText(100, null), payText(100, 'fetched'), payText(0, undefined)]).toEqual(['到店付 1.00 元', '到店付 1.00 元', '到店不用付钱']))
})
