/** What stands on the phone: drafts of visits with their photos, and what was taken along. By account; nobody sees another's. */
import type { Schema } from '@niangjia/api'
import type { Content } from '../content'
import type { Clash, Fields } from '../merge'

/** A photo that was not sent yet. */
export interface DraftPhoto {
  id: string
  blob: Blob
}

/** Both sides changed the same fields: what is to be decided. */
export interface Decision {
  version: number
  theirs: Content
  by: string
  at: number
  merged: Fields
  clashes: Clash[]
}

/** A visit that is being written on this phone. */
export interface Draft {
  /** Account and place among its drafts. */
  key: string
  account: string
  /** The visit, once the server knows it. */
  id: string
  version: number
  employer: string
  /** What it was when it was taken along, or was sent last. */
  base: Content
  mine: Content
  photos: DraftPhoto[]
  /** It is to be sent as soon as there is a network. */
  ready: boolean
  /** Of a visit that was begun here: the request, as it was sent first, and its idempotency key. */
  create?: { key: string; body: Schema<'NewVisit'> }
  /** Why it could not be sent. */
  problem: string
  decision?: Decision
}

/** Where drafts are kept. */
export interface Shelf {
  put: (draft: Draft) => Promise<void>
  remove: (key: string) => Promise<void>
}

const NAME = 'nj-field'
const DRAFTS = 'drafts'
const WORK = 'work'

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('indexeddb'))
  })
}

let opened: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  opened ??= (() => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DRAFTS, { keyPath: 'key' })
      request.result.createObjectStore(WORK)
    }
    return asked(request)
  })()
  return opened
}

async function store(name: string, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await database()).transaction(name, mode).objectStore(name)
}

/** The shelf of this browser. */
export const shelf: Shelf = {
  // Vue's reactive values cannot be kept as they are; photos can.
  put: async (draft) => {
    const plain = { ...(JSON.parse(JSON.stringify({ ...draft, photos: [] })) as Draft), photos: draft.photos.map(({ id, blob }) => ({ id, blob })) }
    await asked((await store(DRAFTS, 'readwrite')).put(plain))
  },
  remove: async (key) => void (await asked((await store(DRAFTS, 'readwrite')).delete(key))),
}

/** The drafts of an account, those that are complete first. */
export async function draftsOf(account: string): Promise<Draft[]> {
  const all = (await asked((await store(DRAFTS, 'readonly')).getAll())) as Draft[]
  return all.filter((draft) => draft.account === account).sort((a, b) => Number(b.ready) - Number(a.ready) || a.mine.day.localeCompare(b.mine.day))
}

/** Keeps what an account takes along, in place of what it had. */
export async function keepWork(work: Schema<'FieldWork'>): Promise<void> {
  await asked((await store(WORK, 'readwrite')).put(JSON.parse(JSON.stringify(work)), work.account_id))
}

/** What an account took along; none if it never did. */
export async function workOf(account: string): Promise<Schema<'FieldWork'> | undefined> {
  return (await asked((await store(WORK, 'readonly')).get(account))) as Schema<'FieldWork'> | undefined
}

const LAST = 'nj-field-account'

/** Who worked here last: whose drafts are shown while nobody can say who is signed in. Empty after signing out. */
export function lastAccount(): string {
  try {
    return localStorage.getItem(LAST) ?? ''
  } catch {
    return ''
  }
}

/** Says who works here. */
export function setLastAccount(account: string): void {
  try {
    if (account === '') localStorage.removeItem(LAST)
    else localStorage.setItem(LAST, account)
  } catch {
    // A private window: without a network the page will show nothing.
  }
}

/** How many drafts of an account were not sent yet. */
export async function unsent(account: string): Promise<number> {
  if (typeof indexedDB === 'undefined' || lastAccount() === '') return 0
  return (await draftsOf(account)).length
}

/** Forgets what an account took along when it signs out. Drafts stay for the next time it signs in. */
export async function leave(account: string): Promise<void> {
  if (typeof indexedDB === 'undefined' || lastAccount() === '') return
  setLastAccount('')
  await asked((await store(WORK, 'readwrite')).delete(account))
}
