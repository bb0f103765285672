/** Sends drafts one by one. A lost answer does no harm: each step is written down before the next one is taken. */
import type { Schema } from '@niangjia/api'
import type { Content } from '../content'
import { decide, flatten, merge, same, unflatten } from '../merge'
import type { Draft, Shelf } from './drafts'

/** What the server can be asked. Refusals are thrown. */
export interface Server {
  create: (body: Schema<'NewVisit'>, key: string) => Promise<string>
  save: (id: string, version: number, content: Content) => Promise<number>
  read: (id: string) => Promise<{ version: number; content: Content; by: string; at: number }>
  addPhoto: (id: string, photo: Blob) => Promise<void>
}

/** How a refusal is to be taken. */
export interface Refusal {
  status: number
  sentence: string
}

/** What became of a draft. */
export type Outcome = 'sent' | 'decide' | 'refused' | 'offline'

const STALE = 412
/** What was sent must not change with what is written on. */
const copy = (content: Content) => JSON.parse(JSON.stringify(content)) as Content
/** How often a visit that others keep changing is tried. */
const TRIES = 3

/** Reads what the server has now, and merges; true if somebody has to decide. */
async function meet(draft: Draft, server: Server): Promise<boolean> {
  const now = await server.read(draft.id)
  const { merged, clashes } = merge(flatten(draft.base), flatten(draft.mine), flatten(now.content))
  if (clashes.length > 0) {
    draft.decision = { version: now.version, theirs: now.content, by: now.by, at: now.at, merged, clashes }
    return true
  }
  draft.mine = unflatten(merged)
  draft.base = now.content
  draft.version = now.version
  return false
}

async function save(draft: Draft, server: Server, shelf: Shelf, read: (error: unknown) => Refusal): Promise<boolean> {
  for (let tries = 0; tries < TRIES && !same(draft.mine, draft.base); tries += 1) {
    try {
      const sent = copy(draft.mine)
      draft.version = await server.save(draft.id, draft.version, sent)
      draft.base = sent
    } catch (error) {
      if (read(error).status !== STALE) throw error
      const open = await meet(draft, server)
      await shelf.put(draft)
      if (open) return false
      continue
    }
    await shelf.put(draft)
  }
  return true
}

/** Sends a draft: the visit, then its photos; what was sent leaves the phone. */
export async function sendDraft(draft: Draft, server: Server, shelf: Shelf, read: (error: unknown) => Refusal): Promise<Outcome> {
  if (draft.decision) return 'decide'
  try {
    if (draft.id === '' && draft.create) {
      // Asked again with the same words until it is answered: the key has one effect.
      if (draft.create.body.content.day === '') draft.create.body.content = copy(draft.mine)
      await shelf.put(draft)
      draft.id = await server.create(draft.create.body, draft.create.key)
      draft.version = 1
      draft.base = copy(draft.create.body.content)
      await shelf.put(draft)
    }
    if (!(await save(draft, server, shelf, read))) return 'decide'
    for (const photo of [...draft.photos]) {
      await server.addPhoto(draft.id, photo.blob)
      draft.photos = draft.photos.filter((one) => one.id !== photo.id)
      await shelf.put(draft)
    }
    await shelf.remove(draft.key)
    return 'sent'
  } catch (error) {
    const refusal = read(error)
    const lost = refusal.status === 0 || refusal.status === 503
    draft.problem = lost ? '' : refusal.sentence
    // What the server refused is asked anew after it was corrected: another request, another key.
    if (!lost && draft.id === '' && draft.create) draft.create = { key: `${draft.create.key}x`, body: { ...draft.create.body, content: { ...draft.create.body.content, day: '' } } }
    draft.ready = lost
    await shelf.put(draft)
    return lost ? 'offline' : 'refused'
  }
}

/** Puts in what somebody decided; the draft can be sent again. */
export function settleDraft(draft: Draft, theirs: ReadonlySet<string>): void {
  const open = draft.decision
  if (!open) return
  draft.mine = unflatten(decide(open.merged, open.clashes, theirs))
  draft.base = open.theirs
  draft.version = open.version
  delete draft.decision
}
