const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('zh', { granularity: 'grapheme' }) : undefined

/**
 * How many characters people count in a text, as the server counts them: white space does not count, and what is made of
 * several marks (an emoji with its skin, a letter with its accent) is one. What cannot be seen is white space.
 */
export function countCharacters(text: string): number {
  const seen = text.replace(/[\p{Cc}\uFEFF\u200B]/gu, ' ')
  const parts = segmenter ? Array.from(segmenter.segment(seen), (part) => part.segment) : [...seen]
  return parts.filter((part) => !/^\p{White_Space}+$/u.test(part)).length
}
