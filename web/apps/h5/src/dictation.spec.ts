import { afterEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { joined, useDictation } from './dictation'

afterEach(() => vi.unstubAllGlobals())

it('what was heard stands behind what was there', () => {
  expect(joined('', ' 三个月没发工资 ')).toBe('三个月没发工资')
  expect(joined('三个月没发工资', '找过主任')).toBe('三个月没发工资，找过主任')
  expect(joined('三个月没发工资。', '找过主任')).toBe('三个月没发工资。找过主任')
  expect(joined('三个月没发工资', ' ')).toBe('三个月没发工资')
})

it('is not offered where the browser cannot', () => {
  expect(effectScope().run(() => useDictation(() => undefined))?.there).toBe(false)
})

it('hears, and says when it cannot', () => {
  const made: { onresult?: (event: object) => void; onerror?: (event: object) => void; onend?: () => void; start: () => void; stop: () => void }[] = []
  vi.stubGlobal(
    'webkitSpeechRecognition',
    class {
      start = vi.fn()
      stop = vi.fn()
      constructor() {
        made.push(this)
      }
    },
  )
  const heard: string[] = []
  const use = effectScope().run(() => useDictation((text) => heard.push(text)))
  use?.toggle()
  expect(use?.listening.value).toBe(true)
  made[0]?.onresult?.({ resultIndex: 0, results: [Object.assign([{ transcript: '太累了' }], { isFinal: true })] })
  made[0]?.onresult?.({ resultIndex: 0, results: [Object.assign([{ transcript: '太' }], { isFinal: false })] })
  made[0]?.onerror?.({ error: 'network' })
  made[0]?.onend?.()
  expect(heard).toEqual(['太累了'])
  expect([use?.listening.value, use?.failed.value]).toEqual([false, true])
})
