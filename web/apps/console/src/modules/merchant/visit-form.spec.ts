import { describe, expect, it } from 'vitest'
import type { Schema } from '@niangjia/api'
import { codesOf, visitBody, visitValues } from './visit-form'

const visit = {
  day: '2026-11-20',
  people: '王干事',
  shop_id: '5',
  note: '海报被挡住',
  mend_by: '2026-11-25',
  items: [
    { code: 'licence', label: '证照', met: true },
    { code: 'poster', label: '海报', met: false },
    { code: 'price', label: '价格', met: true },
  ],
} as Schema<'BenefitVisitDetail'>

describe('a visit in its form', () => {
  it('is of today where it is new', () => expect(visitValues(undefined, '2026-11-28', '王干事')).toMatchObject({ day: '2026-11-28', people: '王干事', met: '' }))
  it('comes back as it was', () => {
    const values = visitValues(visit, '2026-11-28', '')
    expect(codesOf(values.met ?? '')).toEqual(['licence', 'price'])
    expect(visitBody(values, '2026-11-28')).toEqual({ day: '2026-11-20', people: '王干事', shop_id: '5', met: ['licence', 'price'], mend_by: '2026-11-25', note: '海报被挡住' })
  })
  it('has nothing to mend where no day is given', () => expect(visitBody({ ...visitValues(visit, '', ''), mend_by: '', shop_id: '' }, '')).toMatchObject({ mend_by: null, shop_id: null }))
})
