import { expect, it } from 'vitest'
import { clearSealed, freshKey, seal, unseal } from './sealed-draft'

const DRAFT = { hospital: '象山县第一人民医院', total: '12345.60' }
const HOUR = 3_600_000

it('keeps a draft unreadable, and reads it again with its key for 72 hours', async () => {
  const key = await freshKey()
  const text = await seal(key, DRAFT, 1_000)
  expect(text).not.toContain('12345')
  expect(atob(text.split('.')[1] ?? '')).not.toContain('hospital')
  expect(await unseal(key, text, 1_000 + 72 * HOUR)).toEqual(DRAFT)
  expect(await unseal(key, text, 1_001 + 72 * HOUR)).toBeUndefined()
})

it('reads nothing with another key, out of a changed text, or where nothing is', async () => {
  const key = await freshKey()
  const text = await seal(key, DRAFT, 0)
  expect(await unseal(await freshKey(), text, 0)).toBeUndefined()
  expect(await unseal(key, text.slice(0, -6) + 'AAAA==', 0)).toBeUndefined()
  expect(await unseal(key, 'nothing sealed', 0)).toBeUndefined()
  expect(await unseal(key, null, 0)).toBeUndefined()
})

it('seals the same draft differently each time, with a key that is not handed out', async () => {
  const key = await freshKey()
  expect(await seal(key, DRAFT, 0)).not.toBe(await seal(key, DRAFT, 0))
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})

it('takes the drafts away at the end and leaves other things alone', () => {
  localStorage.setItem('nj-claim-7', 'sealed')
  localStorage.setItem('nj-large', '1')
  clearSealed()
  expect([localStorage.getItem('nj-claim-7'), localStorage.getItem('nj-large')]).toEqual([null, '1'])
})
