import type { ClaimDetail } from './use-claims'

/** The id after (1) or before (-1) one in a list; the first one where it is not in it; nothing at the ends. */
export function neighbour(ids: readonly string[], id: string, by: 1 | -1): string | undefined {
  const at = ids.indexOf(id)
  return at < 0 ? ids[0] : ids[at + by]
}

/** 分 as it is typed again: `1234.50`; an empty field for nothing. */
export function yuanText(fen: number): string {
  return fen === 0 ? '' : (fen / 100).toFixed(2)
}

/** The number of a card or an account as typed, with blanks and strokes, as bare digits; nothing where it is none: 12 to 24 digits. */
export function cardDigits(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{12,24}$/.test(digits) ? digits : undefined
}

/** Whether the last digit is the check digit of a bank card; passbooks have none. */
export function isCard(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1)
    return all + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** Why nothing is paid: the reasons by the rules, or what people found out without them, as the worker reads it. */
export function reasonsOf(claim: Pick<ClaimDetail, 'refusals' | 'decisions'>): { title: string; sentence: string }[] {
  const last = claim.decisions[claim.decisions.length - 1]
  return last?.deed === 'revoke' ? [{ title: last.title, sentence: last.plain }] : claim.refusals
}
