import { describe, expect, it } from 'vitest'
import type { Schema } from '@niangjia/api'
import { FACTS, unionBody, unionSections, unionValues } from './union-form'

const options = { level: [], kind: [], yes_no: [], formation_mode: [], formation_state: [] }

describe('the organisation form', () => {
  it('shows every field of the extended set once', () => {
    const names = unionSections(options, []).flatMap((section) => section.fields.map((field) => field.name))
    expect(new Set(names).size).toBe(names.length)
    expect(FACTS.flatMap(({ fields }) => fields)).toHaveLength(33)
    expect(names).toHaveLength(10 + 33)
  })
  it('comes out as it went in', () => {
    const form = { ...unionValues(), name: '某某工会委员会', parent_id: '7', level: '60', kind: '50', 'form/home_stars': '4', 'form/term_from': '2021-03-08', 'form/seal': '1' }
    const body = unionBody(form)
    expect(body).toMatchObject({ parent_id: '7', level: 60, form: { home_stars: 4, term_from: '2021-03-08', seal: '1', workers: null } })
    const stored = { ...body, id: '1', code: '1', state: 'in_office', children: 0, version: 1, path_names: [], division_name: '', remarks: [] } as unknown as Schema<'UnionDetail'>
    expect(unionBody(unionValues(stored))).toEqual(body)
  })
})
