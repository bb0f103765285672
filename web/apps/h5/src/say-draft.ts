import { newKey } from '@niangjia/api'
import type { How } from './say-fields'

/** What somebody is about to say. */
export interface Draft {
  kind: string
  body: string
  fields: Record<string, string>
  how: How
}

/** The key of the request, with the text that it belongs to: the same text sent again has one effect. */
export interface Key {
  text: string
  key: string
}

interface Kept {
  draft: Draft
  key?: Key
}

const HOURS = 72
const HOUR = 3_600_000

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isTexts = (value: unknown): value is Record<string, string> => isRecord(value) && Object.values(value).every((one) => typeof one === 'string')

/** A kept draft; nothing if there is none, if it is too old, or if it is not readable. */
export function readDraft(text: string | null, now: number): Kept | undefined {
  try {
    const found: unknown = JSON.parse(text ?? 'null')
    if (!isRecord(found) || !isRecord(found['draft']) || typeof found['at'] !== 'number' || now - found['at'] > HOURS * HOUR) return undefined
    const { kind, body, fields } = found['draft']
    if (typeof kind !== 'string' || typeof body !== 'string' || !isTexts(fields)) return undefined
    const draft: Draft = { kind, body, fields, how: 'named' }
    const key = found['key']
    return isRecord(key) && typeof key['text'] === 'string' && typeof key['key'] === 'string' ? { draft, key: { text: key['text'], key: key['key'] } } : { draft }
  } catch {
    return undefined
  }
}

/** Whether a draft may lie on the phone: only what is told with a name, and nothing that few shall read. */
export function mayKeep(draft: Draft, narrow: boolean): boolean {
  return draft.how === 'named' && !narrow
}

/** The text of a draft as it is kept. */
export function draftText(draft: Draft, key: Key | undefined, now: number): string {
  return JSON.stringify({ draft, key, at: now })
}

/** The key for a request: the one that was made for the same text, or a fresh one. */
export function keyFor(text: string, before: Key | undefined): Key {
  return before?.text === text ? before : { text, key: newKey() }
}

/** The shelf of one person on this phone. A phone without storage keeps nothing. */
export function shelf(name: string) {
  const at = `nj-say-${name}`
  return {
    read: (): Kept | undefined => {
      try {
        return readDraft(localStorage.getItem(at), Date.now())
      } catch {
        return undefined
      }
    },
    keep: (draft: Draft, key: Key | undefined): void => {
      try {
        localStorage.setItem(at, draftText(draft, key, Date.now()))
      } catch {
        // Full or forbidden: the page still holds it.
      }
    },
    clear: (): void => {
      try {
        localStorage.removeItem(at)
      } catch {
        // Nothing was kept either.
      }
    },
  }
}

/** Takes all drafts from this phone: when somebody signs out. */
export function clearDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith('nj-say-')) localStorage.removeItem(name)
  } catch {
    // Nothing was kept.
  }
}
