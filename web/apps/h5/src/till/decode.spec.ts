import { decodeQR } from 'qr/decode.js'
import { encode } from 'uqr'
import { expect, it } from 'vitest'

/** A code as the phone of the member shows it, as a camera sees it. */
function picture(text: string, scale: number, paper = 255, ink = 0) {
  const code = encode(text, { ecc: 'M', border: 4 })
  const side = code.size * scale
  const data = new Uint8ClampedArray(side * side * 4)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) data.set([0, 1, 2].map(() => (code.data[Math.floor(y / scale)]?.[Math.floor(x / scale)] ? ink : paper)).concat(255), (y * side + x) * 4)
  }
  return { width: side, height: side, data }
}

// As long as the codes of vouchers are.
const TEXT = `NJ1.${'Zk3x_-'.repeat(25).slice(0, 38)}.${'A'.repeat(22)}.${'q9-_'.repeat(22).slice(0, 86)}`

it('a till reads the code that a phone shows', () => {
  expect(TEXT).toHaveLength(152)
  expect(decodeQR(picture(TEXT, 4))).toBe(TEXT)
})

it('also on a dim screen', () => {
  expect(decodeQR(picture(TEXT, 3, 150, 60))).toBe(TEXT)
})

it('reads nothing where there is nothing', () => {
  const blank = { width: 200, height: 200, data: new Uint8ClampedArray(200 * 200 * 4).fill(255) }
  expect(() => decodeQR(blank)).toThrow()
})
