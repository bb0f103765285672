let segmenter: Intl.Segmenter | undefined

/** What people see as one character each; in a browser that cannot tell, code points. */
function characters(text: string): string[] {
  if (!('Segmenter' in Intl)) return [...text]
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), (part) => part.segment)
}

/**
 * How many characters people count in a text, as the server counts them: white space does not count, and what is made of
 * several marks (an emoji with its skin, a letter with its accent) is one. What cannot be seen is white space.
 */
export function countCharacters(text: string): number {
  const seen = text.replace(/[\p{Cc}\uFEFF\u200B]/gu, ' ')
  return characters(seen).filter((part) => !/^\p{White_Space}+$/u.test(part)).length
}
