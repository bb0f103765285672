import { expect, it } from 'vitest'
import { faultsOf } from '../../components/form-spec'
import { employerBody, employerFields, employerValues } from './employer-form'

const options = { nature: [], economic_type: [], industry: [], size_class: [], above_scale: [], exempt_reason: [] }

it('an employer goes into the form and comes out the same', () => {
  const body = employerBody({ ...employerValues(), name: ' 宏达 ', workers: '40', female_workers: '12' })
  expect(body).toMatchObject({ name: '宏达', workers: 40, female_workers: 12, migrant_workers: 0, credit_code: '' })
  expect(employerBody(employerValues(body))).toEqual(body)
  expect(employerBody(employerValues(body, 'employer/'), 'employer/')).toEqual(body)
})

it('a part is not greater than the whole, and codes are checked', () => {
  const sections = [{ title: '', fields: employerFields(options) }]
  const faults = faultsOf(sections, { ...employerValues(), name: '宏达', credit_code: '91330226MA0000016P', workers: '4', female_workers: '5' })
  expect(faults.map((fault) => fault.name)).toEqual(['credit_code', 'female_workers'])
})
