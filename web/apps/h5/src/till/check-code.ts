/**
 * What a till checks by itself, without network: the code in the QR is `NJ1.P.M.S`. P says what it is, S is the signature of the
 * federation's program over `NJ1.P`, M is for the server alone. A code holds in its minute, the one before and the one after. The
 * code of a member is `NM1.P.M.S` in the same way.
 */

/** What a genuine code says. */
export interface Said {
  campaign: string
  serial: number
  minute: number
  pays: number
  worth: number
  /** Last day it holds, like 20261231. */
  until: number
}

export type Fault = 'bad' | 'forged' | 'old' | 'over'

/** What the code of a member says. */
export interface MemberSaid {
  number: string
  minute: number
}

const PREFIX = 'NJ1'
const MEMBER = 'NM1'
const PAYLOAD = 28
const MEMBER_PAYLOAD = 12
const SIGNATURE = 64
const MINUTE = 60_000

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))

/** What the first part says; nothing if it is no code of ours. */
export function readPayload(part: string): Said | undefined {
  try {
    const bytes = bytesOf(part)
    if (bytes.length !== PAYLOAD) return undefined
    const view = new DataView(bytes.buffer)
    // Ids are wider than a number of this language holds exactly; old phones know no other integers.
    const campaign = wide(view.getUint32(0), view.getUint32(4))
    return { campaign, serial: view.getUint32(8), minute: view.getUint32(12), pays: view.getUint32(16), worth: view.getUint32(20), until: view.getUint32(24) }
  } catch {
    return undefined
  }
}

/** The decimal digits of a number of 64 bits in two halves, by long division. */
export function wide(high: number, low: number): string {
  let digits = ''
  let [upper, lower] = [high, low]
  do {
    const rest = upper % 10
    upper = Math.floor(upper / 10)
    const below = rest * 0x1_0000_0000 + lower
    digits = String(below % 10) + digits
    lower = Math.floor(below / 10)
  } while (upper > 0 || lower > 0)
  return digits
}

/** The key that codes are signed with; nothing where this browser cannot check signatures (no https). */
export async function importKey(spki: string): Promise<CryptoKey | undefined> {
  if (typeof crypto === 'undefined' || crypto.subtle === undefined) return undefined
  return crypto.subtle.importKey('spki', bytesOf(spki), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
}

/** The day of an instant in Shanghai, like 20261231. */
export const dayNumber = (ms: number): number => Number(new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10).replace(/-/g, ''))

/** What a code with this beginning says, if it is genuine; read says what the payload is. */
async function genuine<T>(text: string, prefix: string, read: (part: string) => T | undefined, key: CryptoKey): Promise<T | 'bad' | 'forged'> {
  const [first, payload, mac, signature, ...more] = text.trim().split('.')
  if (first !== prefix || !payload || !mac || !signature || more.length > 0) return 'bad'
  const said = read(payload)
  if (!said) return 'bad'
  const signed = new TextEncoder().encode(`${prefix}.${payload}`)
  const well = await Promise.resolve()
    .then(() => bytesOf(signature))
    .then((bytes) => bytes.length === SIGNATURE && crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes, signed))
    .catch(() => false)
  return well ? said : 'forged'
}

const isOld = (minute: number, now: number) => Math.abs(Math.floor(now / MINUTE) - minute) > 1

/** Checks a scanned code at an instant of the server's clock. */
export async function checkCode(text: string, key: CryptoKey, now: number): Promise<Said | Fault> {
  const said = await genuine(text, PREFIX, readPayload, key)
  if (typeof said === 'string') return said
  if (isOld(said.minute, now)) return 'old'
  return said.until < dayNumber(now) ? 'over' : said
}

function readMember(part: string): MemberSaid | undefined {
  try {
    const bytes = bytesOf(part)
    if (bytes.length !== MEMBER_PAYLOAD) return undefined
    const view = new DataView(bytes.buffer)
    return { number: wide(view.getUint32(0), view.getUint32(4)), minute: view.getUint32(8) }
  } catch {
    return undefined
  }
}

/** Checks the scanned code of a member at an instant of the server's clock. */
export async function checkMember(text: string, key: CryptoKey, now: number): Promise<MemberSaid | Fault> {
  const said = await genuine(text, MEMBER, readMember, key)
  if (typeof said === 'string') return said
  return isOld(said.minute, now) ? 'old' : said
}

/** Whether a text is a scanned code, not a typed one. */
export const isScanned = (text: string): boolean => text.trim().startsWith(`${PREFIX}.`)

/** Whether a text is the scanned code of a member. */
export const isMemberScan = (text: string): boolean => text.trim().startsWith(`${MEMBER}.`)

const plain = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '')

/** The digits of a member's code that was typed (number 10, six of the minute); nothing if it is none. */
export function memberDigits(text: string): string | undefined {
  return /^\d{16}$/.test(plain(text)) ? plain(text) : undefined
}

/** The digits of a typed code; nothing if there are too few or too many to be one (number 13 to 15, six of the minute). */
export function typedDigits(text: string): string | undefined {
  return /^\d{19,21}$/.test(plain(text)) ? plain(text) : undefined
}
