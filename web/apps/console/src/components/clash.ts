import type { FormValues, SectionSpec } from './form-spec'

/** A field that somebody else and the reader both changed. */
export interface Clash {
  name: string
  label: string
  before: string
  theirs: string
  mine: string
}

/**
 * Compares three states of a form: as it was loaded, as it is stored now, and as it was typed. What only one side
 * changed is merged; what both changed to different values is a clash.
 */
export function compare(sections: readonly SectionSpec[], before: FormValues, now: FormValues, mine: FormValues): { merged: FormValues; clashes: Clash[] } {
  const merged = { ...mine }
  const clashes: Clash[] = []
  for (const field of sections.flatMap((section) => section.fields)) {
    const [was, theirs, typed] = [before, now, mine].map((values) => (values[field.name] ?? '').trim()) as [string, string, string]
    if (theirs === was || theirs === typed) continue
    if (typed === was) merged[field.name] = theirs
    else clashes.push({ name: field.name, label: field.label, before: was, theirs, mine: typed })
  }
  return { merged, clashes }
}
