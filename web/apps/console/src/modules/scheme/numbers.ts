import { fenOf } from '@niangjia/ui'

/** How a number of a scheme is typed: an amount in yuan, a rate in per cent, or a whole number. */
export type NumberKind = 'money' | 'rate' | 'whole'

/** The text that stands for a number; nothing for none. */
export function textOf(kind: NumberKind, value: number | null | undefined): string {
  if (value == null) return ''
  return kind === 'whole' ? String(value) : String(value / 100)
}

/** The number that a text says (分, basis points, or whole); null for an empty one, undefined for one that cannot be read. */
export function numberOf(kind: NumberKind, text: string, most: number): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s%]/g, '')
  if (plain === '') return null
  const value = kind === 'whole' ? (/^\d{1,9}$/.test(plain) ? Number(plain) : undefined) : fenOf(plain)
  return value === undefined || value > most ? undefined : value
}
