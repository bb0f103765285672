import { parseDay } from './format'

/** What a valid citizen ID says about its holder (docs/rules §1.1). */
export interface IdFacts {
  birthDay: string
  sex: '1' | '2'
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** Why a typed ID is not accepted. The server checks again; this answers while the paper is still in hand. */
export type IdFault = 'length' | 'characters' | 'birth' | 'check'

/** Full-width digits, spaces, invisible characters and the look-alikes of X become what was meant. */
export function normaliseId(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\ufeff-]/g, '')
    .replace(/[x\u00d7\u0445\u0425]/gi, 'X')
}

/** The check character for the first 17 digits. */
function checkOf(digits: string): string {
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += Number(digits[i]) * (WEIGHTS[i] ?? 0)
  return CHECKS[sum % 11] ?? ''
}

/** Checks a citizen ID of 18 characters in the order of docs/rules §1.1 and reads birth date and sex from it. */
export function readId(text: string, today: string): IdFacts | IdFault {
  const id = normaliseId(text)
  if (id.length !== 18) return 'length'
  if (!/^\d{17}[\dX]$/.test(id)) return 'characters'
  const birthDay = parseDay(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`)
  if (birthDay === undefined || birthDay < '1900-01-01' || birthDay > today) return 'birth'
  if (checkOf(id) !== id[17]) return 'check'
  return { birthDay, sex: Number(id[16]) % 2 === 1 ? '1' : '2' }
}

/** A mobile number of the mainland, after hyphens, spaces and full-width digits are cleaned away. */
export function normalisePhone(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '')
}

/** Whether the text is a mobile number. */
export function isPhone(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(normalisePhone(text))
}

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Whether the check character of a unified credit code fits (GB 32100, docs/rules §2). */
export function isCreditCode(text: string): boolean {
  const code = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (code.length !== 18) return false
  let sum = 0
  let weight = 1
  for (let i = 0; i < 17; i += 1) {
    const value = CREDIT_ALPHABET.indexOf(code[i] ?? '')
    if (value < 0) return false
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31] === code[17]
}
