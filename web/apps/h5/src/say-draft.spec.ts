import { expect, it } from 'vitest'
import { clearDrafts, draftText, keyFor, mayKeep, readDraft, shelf, type Draft } from './say-draft'

const draft: Draft = { kind: 'voice.matter', body: '三个月没发加班费', fields: { topic: 'pay' }, how: 'named' }
const NOW = Date.UTC(2026, 10, 27)

it('a draft comes back with its key, for three days', () => {
  const key = { text: '{}', key: 'k' }
  expect(readDraft(draftText(draft, key, NOW), NOW + 3_600_000)).toEqual({ draft, key })
  expect(readDraft(draftText(draft, undefined, NOW), NOW)).toEqual({ draft })
  expect(readDraft(draftText(draft, key, NOW), NOW + 73 * 3_600_000)).toBeUndefined()
})

it.each([null, '', 'x', '{}', '{"draft":{"kind":1},"at":0}', '{"draft":{"kind":"a","body":"b","fields":{"c":1}},"at":0}'])('what is no draft is none: %s', (text) => {
  expect(readDraft(text, 0)).toBeUndefined()
})

it('only what is told with a name and for all eyes lies on the phone', () => {
  expect(mayKeep(draft, false)).toBe(true)
  expect(mayKeep(draft, true)).toBe(false)
  expect(mayKeep({ ...draft, how: 'confidential' }, false)).toBe(false)
  expect(mayKeep({ ...draft, how: 'anonymous' }, false)).toBe(false)
})

it('one text has one key', () => {
  const first = keyFor('a', undefined)
  expect(keyFor('a', first)).toBe(first)
  expect(keyFor('b', first).key).not.toBe(first.key)
})

it('each person has a shelf, and signing out empties all', () => {
  shelf('1').keep(draft, undefined)
  expect(shelf('1').read()?.draft).toEqual(draft)
  expect(shelf('2').read()).toBeUndefined()
  localStorage.setItem('nj-large', 'yes')
  clearDrafts()
  expect(shelf('1').read()).toBeUndefined()
  expect(localStorage.getItem('nj-large')).toBe('yes')
})
