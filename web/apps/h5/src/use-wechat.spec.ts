import { describe, expect, it } from 'vitest'
import { acceptedOf, isInWechat, wechatDoor } from './use-wechat'

describe('what WeChat says of agreements', () => {
  it('counts what was accepted and nothing else', () => {
    expect(acceptedOf('{"A1":"{\\"status\\":\\"accept\\"}","B2":"{\\"status\\":\\"cancel\\"}","C3":"{\\"status\\":\\"reject\\"}"}')).toEqual(['A1'])
  })
  it('takes what cannot be read as no agreement', () => {
    for (const odd of [undefined, '', '[', '{"A1":"nonsense"}', '{"A1":null}', '7']) expect(acceptedOf(odd)).toEqual([])
  })
})

describe('the way in', () => {
  it('is offered inside WeChat only', () => {
    expect(isInWechat('Mozilla/5.0 (iPhone) MicroMessenger/8.0.50 NetType/WIFI')).toBe(true)
    expect(isInWechat('Mozilla/5.0 (X11; Linux x86_64) Chrome/140')).toBe(false)
  })
  it('keeps the page that was asked for', () => {
    expect(wechatDoor('/draws/7?a=1')).toBe('/api/wechat/begin?to=%2Fdraws%2F7%3Fa%3D1')
  })
})
