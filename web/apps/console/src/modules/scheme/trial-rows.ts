import { fenOf, parseDay } from '@niangjia/ui'
import { tidyDay } from '../../components/form-spec'
import type { Scheme, TrialCase } from './use-schemes'

/** Columns of a typed case that are amounts, and the facts that they are. */
export const MONEY = { total: 'total_fen', in_scope: 'in_scope_fen', insured: 'insured_fen', self_pay: 'self_pay_fen', own: 'own_fen', other: 'other_aid_fen' } as const
export type MoneyName = keyof typeof MONEY
export const MONEY_NAMES = Object.keys(MONEY) as MoneyName[]

/** A case as it is typed in the table. */
export interface TrialRow extends Record<MoneyName, string> {
  name: string
  item: string
  admitted: string
  discharged: string
  cause: string
  illness: string
  shares: string
  again: boolean
  /** What a file told besides; kept as it is. */
  base?: TrialCase
}

const yuan = (fen: number | undefined) => (fen ? (fen / 100).toFixed(2).replace(/\.00$/, '') : '')

/** A first case: a stay of ten days in the middle of the cover. */
export function firstRow(scheme: Scheme): TrialRow {
  const day = (n: number) => new Date(Date.parse(`${scheme.cover_from}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
  return { name: '', item: scheme.items[0]?.kind ?? 'hospital', admitted: day(180), discharged: day(190), cause: 'illness', illness: '', total: '30000', in_scope: '25000', insured: '17000', self_pay: '8000', own: '5000', other: '', shares: '1', again: false }
}

/** The row of a case that a file told. */
export function rowOf(one: TrialCase): TrialRow {
  const { facts } = one
  const sums = Object.fromEntries(MONEY_NAMES.map((name) => [name, yuan(facts[MONEY[name]])])) as Record<MoneyName, string>
  return { ...sums, name: one.name ?? '', item: one.item, admitted: facts.admitted, discharged: facts.discharged, cause: facts.cause, illness: facts.illness ?? '', shares: String(facts.cover?.shares ?? 1), again: facts.cover?.continuous === true, base: one }
}

/** The case that a row says, under a scheme; undefined while a cell cannot be read. */
export function caseOf(row: TrialRow, scheme: Scheme): TrialCase | undefined {
  const [admitted, discharged] = [parseDay(tidyDay(row.admitted)), parseDay(tidyDay(row.discharged))]
  const shares = /^([1-9]|1\d|20)$/.test(row.shares.trim()) ? Number(row.shares) : undefined
  const sums = MONEY_NAMES.map((name) => (row[name].trim() === '' ? 0 : fenOf(row[name])))
  if (admitted === undefined || discharged === undefined || shares === undefined || sums.some((sum) => sum === undefined)) return undefined
  const told = Object.fromEntries(MONEY_NAMES.map((name, n) => [MONEY[name], sums[n] ?? 0])) as Record<(typeof MONEY)[MoneyName], number>
  const base = row.base?.facts
  const cover = base?.cover ?? { from: scheme.cover_from, to: scheme.cover_to, items: scheme.items.map((item) => item.kind) }
  return {
    name: row.name.trim(),
    item: row.item as TrialCase['item'],
    facts: {
      member: true,
      designated: true,
      ...base,
      ...told,
      admitted,
      discharged,
      applied_on: base?.applied_on ?? discharged,
      cause: row.cause as TrialCase['facts']['cause'],
      illness: row.illness.trim() || null,
      cover: { ...cover, continuous: row.again, shares },
    },
  }
}
