import { describe, expect, it } from 'vitest'
import { planned } from './batch-plan'

describe('a batch that is being made', () => {
  const payable = { claims: { count: 12, amount_fen: 610_050, without_card: 3 }, refunds: { count: 2, amount_fen: 12_000 } }
  it('counts what is chosen', () => {
    expect(planned(payable, { claims: true, refunds: true })).toEqual({ count: 14, amount: 622_050 })
    expect(planned(payable, { claims: true, refunds: false })).toEqual({ count: 12, amount: 610_050 })
    expect(planned(payable, { claims: false, refunds: true })).toEqual({ count: 2, amount: 12_000 })
  })
  it('is empty where nothing is chosen', () => expect(planned(payable, { claims: false, refunds: false })).toEqual({ count: 0, amount: 0 }))
})
