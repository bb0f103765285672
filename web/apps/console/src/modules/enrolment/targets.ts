import type { Schema } from '@niangjia/api'

/** A target as it was pasted: a line of a table of townships. */
export type PastedTarget = Schema<'NewMutualTarget'>

/** What became of a pasted table. */
export interface PastedTargets {
  targets: PastedTarget[]
  /** Lines that name no township in the list, or have no number, as they were pasted. */
  unread: string[]
}

const tidy = (text: string) => text.normalize('NFKC').replace(/\s/g, '')

/**
 * Reads lines copied from a spreadsheet: the name of a township union and, in the last column with a number, its target.
 * A name fits when it is that of the union, or the only one of which it is the beginning.
 */
export function readTargets(text: string, unions: readonly { id: string; name: string }[]): PastedTargets {
  const found: PastedTargets = { targets: [], unread: [] }
  for (const line of text.split(/\r?\n/)) {
    if (tidy(line) === '') continue
    // A table has tabs between its cells; a typed line ends with its number.
    const cells = line.includes('\t') ? line.split('\t').map(tidy).filter((cell) => cell !== '') : (/^(.*?)[\s,\uff0c:\uff1a]*(\d[\d,]*)$/.exec(line.normalize('NFKC').trim())?.slice(1) ?? [line]).map(tidy)
    const [name, last] = [cells[0] ?? '', cells.length > 1 ? (cells.at(-1) ?? '') : '']
    const number = Number(last.replace(/,/g, ''))
    const exact = unions.filter((union) => tidy(union.name) === name)
    const near = name === '' ? [] : unions.filter((union) => tidy(union.name).startsWith(name))
    const union = exact[0] ?? (near.length === 1 ? near[0] : undefined)
    if (!union || !Number.isInteger(number) || number < 0 || number > 10_000_000 || last === '') {
      found.unread.push(line.trim())
      continue
    }
    found.targets = [...found.targets.filter((one) => one.union_id !== union.id), { union_id: union.id, target: number }]
  }
  return found
}
