/**
 * The verifier of a draw on the phone, written from docs/draws.md alone: nothing of it is asked of the server, so that
 * whoever does not trust the server need not. SHA-256 is worked out here, because a page without https has no WebCrypto.
 */
import type { Schema } from '@niangjia/api'

const K = Uint32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74,
  0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d,
  0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
  0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
  0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
])
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]
const W = new Int32Array(64)

const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by))
const at = (of: Int32Array | Uint32Array | Uint8Array, n: number): number => of[n] ?? 0

/** One round of SHA-256 over the 64 bytes of a block. */
function compress(state: Int32Array, block: Uint8Array, from: number): void {
  for (let i = 0; i < 16; i++) {
    const p = from + i * 4
    W[i] = (at(block, p) << 24) | (at(block, p + 1) << 16) | (at(block, p + 2) << 8) | at(block, p + 3)
  }
  for (let i = 16; i < 64; i++) {
    const [x, y] = [at(W, i - 15), at(W, i - 2)]
    W[i] = (at(W, i - 16) + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + at(W, i - 7) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0
  }
  let [a, b, c, d] = [at(state, 0), at(state, 1), at(state, 2), at(state, 3)]
  let [e, f, g, h] = [at(state, 4), at(state, 5), at(state, 6), at(state, 7)]
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(K, i) + at(W, i)) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  const sums = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (at(state, i) + (sums[i] ?? 0)) | 0
}

/** SHA-256 of what comes in parts. */
export class Sha256 {
  private readonly state = Int32Array.from(START)
  private readonly block = new Uint8Array(64)
  private filled = 0
  private length = 0

  add(bytes: Uint8Array): this {
    this.length += bytes.length
    for (const byte of bytes) {
      this.block[this.filled++] = byte
      if (this.filled === 64) {
        compress(this.state, this.block, 0)
        this.filled = 0
      }
    }
    return this
  }

  /** The eight words of the digest; the object is used up. */
  words(): Int32Array {
    const bits = this.length * 8
    const padding = new Uint8Array((this.filled < 56 ? 56 : 120) - this.filled)
    padding[0] = 0x80
    this.add(padding)
    const end = new Uint8Array(8)
    new DataView(end.buffer).setUint32(0, Math.floor(bits / 0x1_0000_0000))
    new DataView(end.buffer).setUint32(4, bits >>> 0)
    this.add(end)
    return this.state
  }
}

const hex = (words: Int32Array): string => [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff)

/** SHA-256 as hexadecimal digits. */
export const sha256 = (bytes: Uint8Array): string => hex(new Sha256().add(bytes).words())

function unhex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, n) => Number.parseInt(text.slice(n * 2, n * 2 + 2), 16))
}

/** The file of a draw, as docs/draws.md describes it. */
export type DrawFile = Schema<'BenefitDrawFile'>
export type Rank = Schema<'BenefitDrawFileRank'>

/** What was looked at. */
export const CHECKS = ['format', 'list', 'entries', 'list-digest', 'commitment', 'result'] as const
export type CheckCode = (typeof CHECKS)[number]

/** What a verification found. */
export interface Verified {
  whole: boolean
  drawn: boolean
  checks: { code: CheckCode; ok: boolean }[]
  listDigest: string
  result: Rank[]
}

const ENTRANT = /^[0-9a-f]{20}$/
const SECRET = /^[0-9a-f]{64}$/
/** Entrants between two breaths of the page. */
const BREATH = 20_000

const breathe = () => new Promise((go) => setTimeout(go))

function lotOf(key: Uint8Array, entrant: string): Int32Array {
  return new Sha256().add(key).add(ascii(entrant)).words()
}

/** The entrants with the smallest lots, the smallest first. */
async function smallest(key: Uint8Array, entrants: string[], most: number, told: (done: number) => void): Promise<string[]> {
  // The first 48 bits of each lot choose; the whole lots of the chosen ones order them.
  const heads = new Float64Array(entrants.length)
  for (let n = 0; n < entrants.length; n++) {
    const lot = lotOf(key, entrants[n] ?? '')
    heads[n] = (at(lot, 0) >>> 0) * 0x1_0000 + (at(lot, 1) >>> 16)
    if (n % BREATH === BREATH - 1) {
      told(n / entrants.length)
      await breathe()
    }
  }
  if (most === 0 || entrants.length === 0) return []
  const last = Float64Array.from(heads).sort()[Math.min(most, heads.length) - 1] ?? 0
  const near = entrants.filter((_, n) => (heads[n] ?? 0) <= last).map((entrant) => ({ entrant, lot: hex(lotOf(key, entrant)) }))
  near.sort((a, b) => (a.lot < b.lot ? -1 : 1))
  return near.slice(0, most).map((one) => one.entrant)
}

/** The title of each rank's prize, `null` for who stands by. */
function titles(file: DrawFile): (string | null)[] {
  const prizes = file.prizes.flatMap((prize) => Array.from({ length: prize.count }, () => prize.title))
  return [...prizes, ...Array.from({ length: file.reserves }, () => null)]
}

const same = (a: Rank[], b: Rank[]): boolean =>
  a.length === b.length && a.every((one, n) => one.rank === b[n]?.rank && one.entrant === b[n]?.entrant && (one.prize ?? null) === (b[n]?.prize ?? null))

async function digestOf(entrants: string[]): Promise<string> {
  const digest = new Sha256()
  for (let n = 0; n < entrants.length; n += BREATH) {
    digest.add(ascii(`${entrants.slice(n, n + BREATH).join('\n')}\n`))
    await breathe()
  }
  return hex(digest.words())
}

/** Looks at everything that a file says, and draws again; `told` hears how far it is, 0 to 1. */
export async function verifyDraw(file: DrawFile, told: (done: number) => void = () => undefined): Promise<Verified> {
  const { entrants } = file
  const listDigest = await digestOf(entrants)
  const checks: Verified['checks'] = [
    { code: 'format', ok: file.format === 'niangjia-draw/1' },
    { code: 'list', ok: entrants.every((one, n) => ENTRANT.test(one) && (n === 0 || (entrants[n - 1] ?? '') < one)) },
    { code: 'entries', ok: entrants.length === file.entries },
    { code: 'list-digest', ok: listDigest === file.list_digest },
  ]
  let result: Rank[] = []
  const drawn = Boolean(file.result)
  if (file.result) {
    const { secret, value } = file
    const known = typeof secret === 'string' && typeof value === 'string' && SECRET.test(secret)
    checks.push({ code: 'commitment', ok: known && sha256(unhex(secret)) === file.commitment })
    if (known) {
      const key = unhex(sha256(ascii(`niangjia-draw/1\n${secret}\n${value}\n${listDigest}\n`)))
      const ranks = titles(file)
      const best = await smallest(key, entrants, ranks.length, told)
      result = best.map((entrant, n) => ({ rank: n + 1, entrant, prize: ranks[n] ?? null }))
    }
    checks.push({ code: 'result', ok: known && same(result, file.result) })
  }
  return { whole: checks.every((check) => check.ok), drawn, checks, listDigest, result }
}
