import { ref, watch, type Ref } from 'vue'

/**
 * A value kept in this browser. A broken or foreign entry is replaced by the start value: what is kept here is
 * a convenience, never the only copy of anything.
 */
export function useLocal<T>(key: string, start: T, fits: (value: unknown) => value is T): Ref<T> {
  const kept = ref(readLocal(key, start, fits)) as Ref<T>
  watch(kept, (value) => writeLocal(key, value), { deep: true })
  return kept
}

/** Reads a kept value once. */
export function readLocal<T>(key: string, start: T, fits: (value: unknown) => value is T): T {
  try {
    const text = localStorage.getItem(key)
    if (text === null) return start
    const value: unknown = JSON.parse(text)
    return fits(value) ? value : start
  } catch {
    return start
  }
}

/** Writes a value; a full or forbidden store only costs the convenience. */
export function writeLocal(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Private windows may refuse: the page works without it.
  }
}

/** Whether a value is a list of strings. */
export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
}

/** Whether a value is an object whose values are strings. */
export function isTextRecord(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((entry) => typeof entry === 'string')
}
