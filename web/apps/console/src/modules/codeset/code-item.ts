import { OPEN_END } from '@niangjia/ui'
import type { Schema } from '@niangjia/api'

export type CodeItem = Schema<'CodeItem'>

/** First day of an entry that has always been valid. */
export const ALWAYS = '1900-01-01'

/** Where an entry stands on a day. */
export function itemState(item: Pick<CodeItem, 'valid_from' | 'valid_to'>, today: string): 'valid' | 'ended' | 'later' {
  if (item.valid_to < today) return 'ended'
  return item.valid_from > today ? 'later' : 'valid'
}

/** Whether a search within the dictionary finds an entry. */
export function itemMatches(item: CodeItem, q: string): boolean {
  const text = q.trim().toLowerCase()
  return text === '' || [item.code, item.label, ...item.synonyms].some((word) => word.toLowerCase().includes(text))
}

/** The words of a list as they are typed: parted by commas, in Chinese or not. */
export function wordsOf(text: string): string[] {
  return text
    .split(/[,\uff0c\u3001;\uff1b\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** A day for a form; nothing stands for "always" and for "until further notice". */
export function dayField(day: string): string {
  return day === ALWAYS || day === OPEN_END ? '' : day
}
