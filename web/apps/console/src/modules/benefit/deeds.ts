/** Something the reader may do with a record: at once, after being asked, or with a reason. */
export interface Deed {
  name: string
  label: string
  kind: 'go' | 'sure' | 'reason'
  /** What happens, said before it is done. */
  text: string
  primary: boolean
}

/** Words of a deed: its button, and what is asked before; without a question it is done, or opens something, at once. */
export type DeedWords = Readonly<Record<string, readonly [label: string, text: string]>>

/**
 * The deeds that are open now, in the order of the words. The first of `forward` that is open stands out: what brings the
 * record on its way.
 */
export function deedsOf(words: DeedWords, may: Readonly<Record<string, unknown>>, reasons: readonly string[], forward: readonly string[]): Deed[] {
  const next = forward.find((name) => may[name] === true)
  return Object.entries(words)
    .filter(([name]) => may[name] === true)
    .map(([name, [label, text]]) => ({ name, label, text, kind: text === '' ? 'go' : reasons.includes(name) ? 'reason' : 'sure', primary: name === next }))
}
