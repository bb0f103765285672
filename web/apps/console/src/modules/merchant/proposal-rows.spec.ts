import { expect, it } from 'vitest'
import { comparedRows } from './proposal-rows'
import type { DiscountText } from './use-proposals'

const TEXT: DiscountText = { title: '\u4e5d\u6298', detail: '', from: '2026-11-01', to: null, by_code: true, per_day: 1, days: { weekdays: [], month_days: [], dates: [] }, days_label: '' }

it('marks the fields that differ, and nothing of a new one', () => {
  const told = { ...TEXT, title: '\u516b\u6298', per_day: 2 }
  const changed = (now: DiscountText | undefined) =>
    comparedRows(now, told)
      .filter((row) => row.changed)
      .map((row) => row.name)
  expect(changed(TEXT)).toEqual(['title', 'perDay'])
  expect(changed(undefined)).toEqual([])
  expect(comparedRows(undefined, told).every((row) => row.now === '')).toBe(true)
})

it('says how often only where a till counts', () => {
  const times = (by_code: boolean) => comparedRows(undefined, { ...TEXT, by_code }).find((row) => row.name === 'perDay')?.told
  expect(times(true)).not.toBe('')
  expect(times(false)).toBe('')
})
