import { expect, test } from 'vitest'
import { sayAddress } from './use-room'

test('the address of a union holds its code, whatever is in it', () => {
  expect(sayAddress('https://gh.example.cn', '330226001')).toBe('https://gh.example.cn/h5/#/say?u=330226001')
  expect(sayAddress('https://gh.example.cn/', 'a b&c')).toBe('https://gh.example.cn/h5/#/say?u=a%20b%26c')
})
