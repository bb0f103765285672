import { describe, expect, it } from 'vitest'
import { figureTables, type Figures } from './figure-tables'

const sums = { times: 4, people: 2, redeemed: 3, saved_fen: 6_000, base_fen: 4_500, uses: 7, off_fen: 900, per_person_fen: 3_000 }
const figures = {
  ...sums,
  from: '2026-01-01',
  to: '2026-11-30',
  months: [{ month: '2026-11', ...sums }],
  kinds: [],
  campaigns: [{ id: '5', title: '1元看大片', of: '限时抢', ...sums }],
  discounts: [],
  merchants: [],
  unions: [{ id: '9', name: '示范镇总工会', ...sums, per_person_fen: null, members: 40, missed: 38 }],
  missed: [{ slice: 'all', label: '全部会员', members: 40, reached: 2, missed: 38 }],
  counted_at: null,
} as Figures

describe('tables of figures', () => {
  const tables = figureTables(figures, (id) => ({ query: { of: id } }))
  it('are only those that have anything in them', () => {
    expect(tables.map((one) => one.part)).toEqual(['missed', 'unions', 'months', 'campaigns'])
    expect(tables.every((one) => one.rows.every((row) => row.cells.length === one.columns.length))).toBe(true)
  })
  it('lead to the figures of a union beneath', () => {
    const [row] = tables[1]?.rows ?? []
    expect(row?.to).toEqual({ query: { of: '9' } })
    expect(row?.cells).toEqual(['示范镇总工会', '4', '2', '3', '60.00', '—', '40', '38'])
  })
  it('tell how many were missed as a share', () => {
    expect(tables[0]?.rows[0]?.cells.at(-1)).toBe('95.0%')
  })
})
