import { ApiProblem } from '@niangjia/api'
import { computed, shallowRef } from 'vue'
import { canKeep, freshKey, seal, unseal } from '../sealed-draft'

/** What was taken without network: checked by its signature, still to be handed in. */
interface Kept {
  /** Made once per scan; the server knows it again. */
  key: string
  /** The code as it was read. */
  code: string
  /** When it was read, by the server's clock, ms. */
  at: number
  /** Whose till it was read at. */
  merchant: string
  /** Why the server did not take it; empty while it has not been asked. */
  refusal: string
}

/** A voucher. */
export interface KeptVoucher extends Kept {
  kind: 'voucher'
  campaign: string
  serial: number
  worth: number
  pays: number
}

/** A use of a standing discount by the code of a member. */
export interface KeptUse extends Kept {
  kind: 'use'
  number: string
  minute: number
  discount: string
  title: string
  bill: number
  saved: number
}

export type KeptScan = KeptVoucher | KeptUse

/** Where sealed scans lie on this phone. */
export interface Shelf {
  all: () => Promise<string[]>
  put: (key: string, sealed: string) => Promise<void>
  remove: (key: string) => Promise<void>
  secret: () => Promise<CryptoKey>
}

/** How much may be taken without network. */
export interface Limits {
  most: number
  fen: number
}

/** Why no more may be taken before the kept ones are handed in; nothing where there is room. */
export function noRoom(waiting: readonly KeptScan[], worth: number, limits: Limits): 'most' | 'fen' | undefined {
  if (waiting.length >= limits.most) return 'most'
  return waiting.reduce((sum, one) => sum + (one.kind === 'voucher' ? one.worth : 0), worth) > limits.fen ? 'fen' : undefined
}

/** Answers that will not change by asking again. */
const FINAL = [404, 409, 422]

/** Where the database keeps things. */
const NAME = 'nj-till'
const SCANS = 'scans'
const KEYS = 'keys'

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('no database'))
  })
}

/** Resolves when the write is on the disk, not before. */
function written(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('not written'))
  })
}

async function within<T>(act: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const opening = indexedDB.open(NAME, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(SCANS)
    opening.result.createObjectStore(KEYS)
  }
  const database = await asked(opening)
  try {
    return await act(database)
  } finally {
    database.close()
  }
}

/** The shelf in the browser's database; the key beside it cannot be read out. */
export const browserShelf: Shelf = {
  all: () => within((database) => asked(database.transaction(SCANS).objectStore(SCANS).getAll() as IDBRequest<string[]>)),
  put: (key, sealed) =>
    within((database) => {
      const transaction = database.transaction(SCANS, 'readwrite')
      transaction.objectStore(SCANS).put(sealed, key)
      return written(transaction)
    }),
  remove: (key) =>
    within((database) => {
      const transaction = database.transaction(SCANS, 'readwrite')
      transaction.objectStore(SCANS).delete(key)
      return written(transaction)
    }),
  secret: () =>
    within(async (database) => {
      const found: unknown = await asked(database.transaction(KEYS).objectStore(KEYS).get('own'))
      if (found instanceof CryptoKey) return found
      const key = await freshKey()
      const transaction = database.transaction(KEYS, 'readwrite')
      transaction.objectStore(KEYS).put(key, 'own')
      await written(transaction)
      return key
    }),
}

/** What the till of one merchant keeps until there is a network. */
export function tillQueue(shelf: Shelf, handIn: (scan: KeptScan) => Promise<unknown>) {
  const kept = shallowRef<KeptScan[]>([])
  let secret: Promise<CryptoKey> | undefined
  let running: Promise<number> | undefined
  const own = () => (secret ??= shelf.secret())

  async function write(scan: KeptScan) {
    await shelf.put(scan.key, await seal(await own(), scan, scan.at))
    kept.value = [...kept.value.filter((one) => one.key !== scan.key), scan].sort((a, b) => a.at - b.at)
  }
  async function drop(key: string) {
    await shelf.remove(key)
    kept.value = kept.value.filter((one) => one.key !== key)
  }

  async function load() {
    if (!canKeep()) return
    const key = await own()
    // However old: what the server will not take any more is shown as refused, it does not vanish.
    const found = await Promise.all((await shelf.all()).map((text) => unseal(key, text, 0)))
    // What was kept before there were other kinds is a voucher.
    const all = found.filter((one): one is KeptScan => one !== undefined).map((one) => ({ ...one, kind: one.kind ?? 'voucher' }) as KeptScan)
    kept.value = all.sort((a, b) => a.at - b.at)
  }

  async function handInAll(merchant: string): Promise<number> {
    let taken = 0
    for (const scan of kept.value.filter((one) => one.refusal === '' && one.merchant === merchant)) {
      try {
        await handIn(scan)
        await drop(scan.key)
        taken += 1
      } catch (error) {
        const problem = ApiProblem.from(error)
        if (!FINAL.includes(problem.status)) throw problem
        await write({ ...scan, refusal: problem.sentence })
      }
    }
    return taken
  }

  return {
    kept,
    waiting: computed(() => kept.value.filter((one) => one.refusal === '')),
    refused: computed(() => kept.value.filter((one) => one.refusal !== '')),
    load,
    keep: write,
    dismiss: drop,
    /** Hands in what waits, one after the other and one round at a time; gives how many were taken, or throws where the line broke. */
    flush: (merchant: string): Promise<number> => {
      running ??= handInAll(merchant).finally(() => (running = undefined))
      return running
    },
  }
}
