/**
 * Drafts with health data on this phone. They are sealed with a key that the browser does not hand out: the text lies in
 * `localStorage`, the key in IndexedDB, so that a copy of the one is of no use without the browser that made it. Where the
 * browser cannot do that nothing is kept. Photos and card numbers are kept nowhere.
 */
const NAME = 'nj-claim-'
const HOURS = 72
const HOUR = 3_600_000
const NONCE = 12

const toText = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const toBytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))

/** A fresh key that cannot be read out. */
export const freshKey = (): Promise<CryptoKey> => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

/** What is kept: sealed, with the time at which it was kept. */
export async function seal(key: CryptoKey, value: unknown, now: number): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE))
  const plain = new TextEncoder().encode(JSON.stringify({ value, at: now }))
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain))
  return `${toText(iv)}.${toText(sealed)}`
}

/** What was kept; nothing if it is too old, of another key, or not readable. */
export async function unseal(key: CryptoKey, text: string | null, now: number): Promise<unknown> {
  try {
    const [iv, sealed] = (text ?? '').split('.')
    if (!iv || !sealed) return undefined
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: toBytes(iv) }, key, toBytes(sealed))
    const { value, at } = JSON.parse(new TextDecoder().decode(plain)) as { value: unknown; at: number }
    return now - at > HOURS * HOUR ? undefined : value
  } catch {
    return undefined
  }
}

const STORE = 'keys'
const KEY = 'draft'

/** One request to the browser's database, as a promise. */
function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('no database'))
  })
}

/** The key of this browser, made when it is first needed. */
async function ownKey(): Promise<CryptoKey> {
  const opening = indexedDB.open(NAME, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
  const database = await asked(opening)
  try {
    const found: unknown = await asked(database.transaction(STORE).objectStore(STORE).get(KEY))
    if (found instanceof CryptoKey) return found
    const key = await freshKey()
    await asked(database.transaction(STORE, 'readwrite').objectStore(STORE).put(key, KEY))
    return key
  } finally {
    database.close()
  }
}

/** Whether this browser can keep a sealed draft: over https, with a database. */
export const canKeep = (): boolean => typeof crypto !== 'undefined' && typeof crypto.subtle !== 'undefined' && typeof indexedDB !== 'undefined'

/** The sealed draft of one person on this phone. What cannot be kept stays in the page. */
export function sealedShelf(person: string) {
  const at = NAME + person
  let key: Promise<CryptoKey> | undefined
  /** Counts what was kept or cleared: sealing takes a moment, and a draft that was cleared meanwhile stays away. */
  let turn = 0
  const own = () => (key ??= ownKey())
  return {
    read: async (): Promise<unknown> => {
      if (!canKeep()) return undefined
      try {
        const text = localStorage.getItem(at)
        return text === null ? undefined : await unseal(await own(), text, Date.now())
      } catch {
        return undefined
      }
    },
    keep: async (value: unknown): Promise<void> => {
      if (!canKeep()) return
      turn += 1
      const mine = turn
      try {
        const text = await seal(await own(), value, Date.now())
        if (mine === turn) localStorage.setItem(at, text)
      } catch {
        // Full or forbidden: the page still holds it.
      }
    },
    clear: (): void => {
      turn += 1
      try {
        localStorage.removeItem(at)
      } catch {
        // Nothing was kept either.
      }
    },
  }
}

/** Takes all sealed drafts and their key from this phone: when somebody signs out. */
export function clearSealed(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(NAME)) localStorage.removeItem(name)
    indexedDB.deleteDatabase(NAME)
  } catch {
    // Nothing was kept.
  }
}
