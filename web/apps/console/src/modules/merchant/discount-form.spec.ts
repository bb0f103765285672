import { expect, it } from 'vitest'
import { discountBody, discountSections, discountValues } from './discount-form'

const KNOWN = { id: '7', title: 'a discount', detail: 'x', from: '2026-11-01', to: null, open: true, today: true, by_code: true, per_day: 2, days: { weekdays: [1, 3], month_days: [5, 15], dates: ['2026-12-31'] }, days_label: '', version: 4 }
const TODAY = '2026-11-28'
const field = (name: string, known?: typeof KNOWN) =>
  discountSections(known, TODAY)
    .flatMap((section) => section.fields)
    .find((one) => one.name === name)

it('writes back what it reads', () => {
  const { title, detail, from, to, by_code, per_day, days } = KNOWN
  expect(discountBody(discountValues(KNOWN, TODAY))).toEqual({ title, detail, from, to, by_code, per_day, days })
})

it('begins today, for showing the card', () => {
  expect(discountBody({ ...discountValues(undefined, TODAY), title: 'new' })).toMatchObject({ from: TODAY, to: null, by_code: false, per_day: 1 })
})

it('keeps the first day of what has begun, and the way for good', () => {
  expect(field('from', KNOWN)?.fixed).toBeTruthy()
  expect(field('from', { ...KNOWN, from: '2026-12-01' })?.fixed).toBeUndefined()
  expect(field('how', KNOWN)).toBeUndefined()
  expect(field('how')?.options).toHaveLength(2)
})
