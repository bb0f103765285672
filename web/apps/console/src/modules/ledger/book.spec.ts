import { describe, expect, it } from 'vitest'
import { instantOf, monthAfter, monthOf, monthToClose, newTransferId, pageOfRecord } from './book'

describe('a month', () => {
  it('follows another, also over the year', () => {
    expect(monthAfter(202611)).toBe(202612)
    expect(monthAfter(202612)).toBe(202701)
  })
  it('to close is the one after the last closed, or the first of the books', () => {
    expect(monthToClose(202612, '2024-03-07')).toBe(202701)
    expect(monthToClose(0, '2024-03-07')).toBe(202403)
    expect(monthOf('2026-10-31')).toBe(202610)
  })
})

describe('the number of a new transfer', () => {
  const highest = (bytes: Uint8Array) => bytes.fill(255)
  const lowest = (bytes: Uint8Array) => bytes.fill(0)
  it('is positive and below 2^63, whatever the dice and the clock say', () => {
    expect(newTransferId(0, lowest)).toBe('4194304')
    expect(newTransferId(1_577_836_800_000 + 2 ** 41 - 1, highest)).toBe('9223372036854775807')
  })
  it('is greater than that of an earlier millisecond', () => {
    const at = Date.parse('2026-11-28T01:45:00Z')
    expect(BigInt(newTransferId(at + 1, lowest))).toBeGreaterThan(BigInt(newTransferId(at, highest)))
  })
})

describe('an instant', () => {
  it('is read in the time zone of the product', () => expect(instantOf('2026.11.22', '9:30')).toBe(Date.parse('2026-11-22T01:30:00Z')))
  it.each([['2026-02-30', '09:30'], ['2026-11-22', '24:00'], ['2026-11-22', '']])('%s %s is none', (day, time) => expect(instantOf(day, time)).toBeUndefined())
})

describe('the record of an entry', () => {
  it('leads to its page where it has one', () => {
    expect(pageOfRecord('bill', '7')).toEqual({ name: 'enrolment.bill', params: { id: '7' } })
    expect(pageOfRecord('bill', '0')).toBeUndefined()
    expect(pageOfRecord('refund', '7')).toBeUndefined()
  })
})
