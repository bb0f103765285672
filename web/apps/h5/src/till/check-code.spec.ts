import { expect, it } from 'vitest'
import { checkCode, checkMember, importKey, isMemberScan, isScanned, memberDigits, readPayload, typedDigits, wide } from './check-code'

const NOW = Date.parse('2026-12-04T10:00:30+08:00')
const MINUTE = Math.floor(NOW / 60_000)
const toText = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')

const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
const key = await importKey(toText(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))))
if (!key) throw new Error('no key')

/** A code as the server makes it. */
async function code({ minute = MINUTE, until = 20261231, serial = 174 } = {}, by: CryptoKey = pair.privateKey) {
  const view = new DataView(new ArrayBuffer(28))
  view.setBigInt64(0, 7_301_234_567_890_123_456n)
  for (const [at, value] of [[8, serial], [12, minute], [16, 100], [20, 3_900], [24, until]] as const) view.setUint32(at, value)
  const head = `NJ1.${toText(new Uint8Array(view.buffer))}`
  const signature = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, by, new TextEncoder().encode(head)))
  return `${head}.${toText(new Uint8Array(16))}.${toText(signature)}`
}

it('reads what a genuine code says, to the last digit', async () => {
  expect(await checkCode(await code(), key, NOW)).toEqual({ campaign: '7301234567890123456', serial: 174, minute: MINUTE, pays: 100, worth: 3_900, until: 20_261_231 })
})

it('a code holds in its minute, the one before and the one after', async () => {
  for (const minute of [MINUTE - 1, MINUTE, MINUTE + 1]) expect(await checkCode(await code({ minute }), key, NOW)).toMatchObject({ minute })
  for (const minute of [MINUTE - 2, MINUTE + 2]) expect(await checkCode(await code({ minute }), key, NOW)).toBe('old')
})

it('a code that is changed or signed by somebody else is forged', async () => {
  const genuine = await code()
  const [head, , mac, signature] = genuine.split('.')
  const other = (await code({ serial: 175 })).split('.')[1]
  expect(await checkCode([head, other, mac, signature].join('.'), key, NOW)).toBe('forged')
  const stranger = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  expect(await checkCode(await code({}, stranger.privateKey), key, NOW)).toBe('forged')
  expect(await checkCode(`${genuine.slice(0, -4)}!!!!`, key, NOW)).toBe('forged')
})

it('a voucher holds to the end of its last day in Shanghai', async () => {
  const late = Date.parse('2026-12-04T23:59:30+08:00')
  expect(await checkCode(await code({ minute: Math.floor(late / 60_000), until: 20261204 }), key, late)).toMatchObject({ until: 20_261_204 })
  const after = Date.parse('2026-12-05T00:00:30+08:00')
  expect(await checkCode(await code({ minute: Math.floor(after / 60_000), until: 20261204 }), key, after)).toBe('over')
})

it('anything else that is scanned is no code of ours', async () => {
  for (const text of ['https://example.com', 'NJ1', 'NJ1.a.b', 'NJ2.a.b.c', 'NJ1.AAAA.b.c', 'NJ1.!.b.c']) expect(await checkCode(text, key, NOW)).toBe('bad')
  expect(readPayload('AAAA')).toBeUndefined()
  expect([isScanned('NJ1.a.b.c'), isScanned('2026 0000017 43')]).toEqual([true, false])
})

it('writes ids that are wider than a number', () => {
  expect([wide(0, 0), wide(0, 4_294_967_295), wide(1, 0), wide(0x7fff_ffff, 0xffff_ffff)]).toEqual(['0', '4294967295', '4294967296', '9223372036854775807'])
})

it('takes typed digits as they are read out', () => {
  expect(typedDigits('2026 0000017 43 118 204')).toBe('2026000001743118204')
  expect(typedDigits('２０２６-0000017-43-118204')).toBe('2026000001743118204')
  expect([typedDigits('2026 0000017 43'), typedDigits('abc'), typedDigits('')]).toEqual([undefined, undefined, undefined])
})

/** The code of a member as the server makes it. */
async function member(minute = MINUTE, prefix = 'NM1') {
  const view = new DataView(new ArrayBuffer(12))
  view.setBigInt64(0, 1_234_567_890n)
  view.setUint32(8, minute)
  const head = `${prefix}.${toText(new Uint8Array(view.buffer))}`
  const signature = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, new TextEncoder().encode(head)))
  return `${head}.${toText(new Uint8Array(16))}.${toText(signature)}`
}

it('a member’s code holds like a voucher’s, and neither is the other', async () => {
  expect(await checkMember(await member(), key, NOW)).toEqual({ number: '1234567890', minute: MINUTE })
  expect(await checkMember(await member(MINUTE - 2), key, NOW)).toBe('old')
  expect(await checkMember(await code(), key, NOW)).toBe('bad')
  expect(await checkCode(await member(), key, NOW)).toBe('bad')
  // Another beginning in front of the same signature.
  expect(await checkMember((await member(MINUTE, 'NJ1')).replace('NJ1', 'NM1'), key, NOW)).toBe('forged')
  expect([isMemberScan('NM1.a.b.c'), isMemberScan('NJ1.a.b.c'), isScanned('NM1.a.b.c')]).toEqual([true, false, false])
  expect([memberDigits('1234 5678 90 118 204'), memberDigits('2026 0000017 43 118 204'), memberDigits('')]).toEqual(['1234567890118204', undefined, undefined])
})
