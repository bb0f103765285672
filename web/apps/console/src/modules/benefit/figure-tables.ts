import type { Schema } from '@niangjia/api'
import { formatCount, formatFen, formatRate } from '@niangjia/ui'
import type { RouteLocationRaw } from 'vue-router'
import { t } from './locales/zh'

export type Figures = Schema<'BenefitFigures'>

export interface FigureColumn {
  label: string
  /** Words, not a number. */
  words?: boolean
}
export interface FigureRow {
  id: string
  cells: readonly string[]
  /** Where the name leads. */
  to?: RouteLocationRaw
}
export interface FigureTableSpec {
  part: Schema<'BenefitFigurePart'>
  title: string
  columns: readonly FigureColumn[]
  rows: readonly FigureRow[]
}

const f = t.figures
const each = (fen: number | null | undefined) => (fen == null ? '—' : formatFen(fen))
const columns = (...labels: string[]): FigureColumn[] => labels.map((label) => ({ label, words: label === f.of }))

/** The tables of figures that have anything in them; a union leads to its own figures by `below`. */
export function figureTables(of: Figures, below: (id: string) => RouteLocationRaw): FigureTableSpec[] {
  const all: FigureTableSpec[] = [
    {
      part: 'missed',
      title: f.missedTitle,
      columns: columns(f.group, f.members, f.reached, f.missed, f.missedRate),
      rows: of.missed.map((row) => ({ id: row.slice, cells: [row.label, formatCount(row.members), formatCount(row.reached), formatCount(row.missed), formatRate(row.missed, row.members)] })),
    },
    {
      part: 'unions',
      title: f.unions,
      columns: columns(f.name, f.times, f.people, f.redeemed, f.saved, f.each, f.members, f.missed),
      rows: of.unions.map((row) => ({
        id: row.id,
        to: below(row.id),
        cells: [row.name, formatCount(row.times), formatCount(row.people), formatCount(row.redeemed), formatFen(row.saved_fen), each(row.per_person_fen), formatCount(row.members), formatCount(row.missed)],
      })),
    },
    {
      part: 'months',
      title: f.months,
      columns: columns(f.month, f.times, f.people, f.redeemed, f.saved, f.base, f.uses, f.off),
      rows: of.months.map((row) => ({
        id: row.month,
        cells: [row.month, formatCount(row.times), formatCount(row.people), formatCount(row.redeemed), formatFen(row.saved_fen), formatFen(row.base_fen), formatCount(row.uses), formatFen(row.off_fen)],
      })),
    },
    {
      part: 'campaigns',
      title: f.campaigns,
      columns: columns(f.name, f.of, f.times, f.people, f.redeemed, f.saved, f.each),
      rows: of.campaigns.map((row) => ({
        id: row.id,
        to: { name: 'benefit.detail', params: { id: row.id } },
        cells: [row.title, row.of, formatCount(row.times), formatCount(row.people), formatCount(row.redeemed), formatFen(row.saved_fen), each(row.per_person_fen)],
      })),
    },
    {
      part: 'discounts',
      title: f.discounts,
      columns: columns(f.name, f.of, f.uses, f.off),
      rows: of.discounts.map((row) => ({ id: row.id, cells: [row.title, row.of, formatCount(row.uses), formatFen(row.off_fen)] })),
    },
    {
      part: 'merchants',
      title: f.merchants,
      columns: columns(f.name, f.redeemed, f.saved, f.uses, f.off),
      rows: of.merchants.map((row) => ({
        id: row.id,
        to: { name: 'merchant.detail', params: { id: row.id } },
        cells: [row.title, formatCount(row.redeemed), formatFen(row.saved_fen), formatCount(row.uses), formatFen(row.off_fen)],
      })),
    },
  ]
  return all.filter((one) => one.rows.length > 0)
}
