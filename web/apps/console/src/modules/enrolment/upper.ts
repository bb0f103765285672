import { upper } from './locales/upper'

const digit = (n: number) => upper.digits.charAt(n)

/** Four digits, from the thousands down; runs of noughts are said once. */
function group(value: number): string {
  let text = ''
  let gap = false
  for (let place = 3; place >= 0; place -= 1) {
    const n = Math.floor(value / 10 ** place) % 10
    if (n === 0) {
      gap = text !== ''
      continue
    }
    text += (gap ? digit(0) : '') + digit(n) + (upper.places[place] ?? '')
    gap = false
  }
  return text
}

/** An amount in 分, 0 to below 10^14, as it is written on documents so that nobody adds a digit. */
export function upperFen(fen: number): string {
  const [yuan, jiao, rest] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10]
  let text = ''
  let gap = false
  for (let at = 2; at >= 0; at -= 1) {
    const value = Math.floor(yuan / 10_000 ** at) % 10_000
    if (value === 0) {
      gap = text !== ''
      continue
    }
    const noughts = text !== '' && (gap || value < 1000)
    text += (noughts ? digit(0) : '') + group(value) + (upper.groups[at] ?? '')
    gap = false
  }
  const whole = yuan === 0 && fen > 0 ? '' : (text || digit(0)) + upper.yuan
  if (jiao === 0 && rest === 0) return whole + upper.whole
  const tenth = jiao > 0 ? digit(jiao) + upper.jiao : whole === '' ? '' : digit(0)
  return whole + tenth + (rest > 0 ? digit(rest) + upper.fen : upper.whole)
}
