import { describe, expect, it } from 'vitest'
import { emptyContent, type Content } from '../content'
import type { Draft, Shelf } from './drafts'
import { sendDraft, settleDraft, type Server } from './sync'

class Refused extends Error {
  constructor(readonly status: number) {
    super('no')
  }
}
const read = (error: unknown) => ({ status: error instanceof Refused ? error.status : 0, sentence: '请改正' })

/** A server with one visit, that can be made to lose answers. */
function served(content: Content) {
  const at = { version: 1, content, photos: 0, created: 0, keys: new Map<string, string>(), lose: 0 }
  const answer = <T,>(value: T): T => {
    if (at.lose > 0) {
      at.lose -= 1
      throw new Error('lost')
    }
    return value
  }
  const server: Server = {
    create: async (body, key) => {
      if (!at.keys.has(key)) {
        at.created += 1
        at.content = body.content
        at.keys.set(key, JSON.stringify(body))
      } else if (at.keys.get(key) !== JSON.stringify(body)) throw new Refused(409)
      return answer('5')
    },
    save: async (_id, version, content) => {
      if (version !== at.version) throw new Refused(412)
      at.content = content
      at.version += 1
      return answer(at.version)
    },
    read: async () => answer({ version: at.version, content: at.content, by: '王丽', at: 1 }),
    addPhoto: async () => {
      at.photos += 1
      answer(undefined)
    },
  }
  return { at, server }
}

function kept() {
  const all = new Map<string, Draft>()
  const shelf: Shelf = { put: async (draft) => void all.set(draft.key, structuredClone(draft)), remove: async (key) => void all.delete(key) }
  return { all, shelf }
}

const base = emptyContent('2026-11-20')
const draft = (change: Partial<Draft> = {}): Draft => ({ key: 'a:1', account: 'a', id: '5', version: 1, employer: '甲公司', base, mine: { ...base, note: '我写的', done: true }, photos: [], ready: true, problem: '', ...change })
const fresh = () =>
  draft({ id: '', version: 0, create: { key: 'k', body: { union_id: '1', employer_id: '2', kind: 'five', content: { ...base, day: '' } } } })

describe('sending what was written without a network', () => {
  it('sends a visit with its photos and forgets it', async () => {
    const { at, server } = served(base)
    const { all, shelf } = kept()
    const one = draft({ photos: [{ id: '1', blob: new Blob(['x']) }, { id: '2', blob: new Blob(['y']) }] })
    await shelf.put(one)
    expect(await sendDraft(one, server, shelf, read)).toBe('sent')
    expect([at.content.note, at.version, at.photos, all.size]).toEqual(['我写的', 2, 2, 0])
  })
  it('makes a visit once, however often the answer is lost and whatever is written meanwhile', async () => {
    const { at, server } = served(base)
    const { all, shelf } = kept()
    const one = fresh()
    at.lose = 2
    expect(await sendDraft(one, server, shelf, read)).toBe('offline')
    one.mine = { ...one.mine, note: '又写了一句' }
    expect(await sendDraft(one, server, shelf, read)).toBe('offline')
    expect(await sendDraft(one, server, shelf, read)).toBe('sent')
    expect([at.created, at.content.note, all.size]).toEqual([1, '又写了一句', 0])
  })
  it('loses nothing where the answer to a change is lost', async () => {
    const { at, server } = served(base)
    const { shelf } = kept()
    const one = draft()
    at.lose = 1
    expect(await sendDraft(one, server, shelf, read)).toBe('offline')
    expect(await sendDraft(one, server, shelf, read)).toBe('sent')
    expect([at.content.note, at.version]).toEqual(['我写的', 2])
  })
  it('joins what others changed elsewhere', async () => {
    const { at, server } = served({ ...base, visitors: '赵明' })
    at.version = 4
    expect(await sendDraft(draft(), server, kept().shelf, read)).toBe('sent')
    expect([at.content.note, at.content.visitors]).toEqual(['我写的', '赵明'])
  })
  it('asks where both changed the same, keeps the question, and saves what was decided', async () => {
    const { at, server } = served({ ...base, note: '王丽写的' })
    at.version = 2
    const { all, shelf } = kept()
    const one = draft()
    expect(await sendDraft(one, server, shelf, read)).toBe('decide')
    expect(all.get('a:1')?.decision?.clashes.map((clash) => [clash.name, clash.theirs])).toEqual([['note', '王丽写的']])
    expect(await sendDraft(one, server, shelf, read)).toBe('decide')
    settleDraft(one, new Set(['note']))
    expect(await sendDraft(one, server, shelf, read)).toBe('sent')
    expect([at.content.note, at.content.done]).toEqual(['王丽写的', true])
  })
  it('says what the server refuses, and sends again only when asked', async () => {
    const { server } = served(base)
    const { all, shelf } = kept()
    const one = fresh()
    const refusing: Server = { ...server, create: async () => Promise.reject(new Refused(422)) }
    expect(await sendDraft(one, refusing, shelf, read)).toBe('refused')
    expect([all.get('a:1')?.problem, all.get('a:1')?.ready]).toEqual(['请改正', false])
    one.mine = { ...one.mine, note: '改正了' }
    const { at, server: better } = served(base)
    expect(await sendDraft(one, better, shelf, read)).toBe('sent')
    expect(at.content.note).toBe('改正了')
  })
})
