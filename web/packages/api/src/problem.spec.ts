import { describe, expect, it } from 'vitest'
import { ApiProblem } from './problem'

const none = new Headers()

describe('a refusal of the server', () => {
  it('becomes one sentence with its code', () => {
    const problem = ApiProblem.fromAnswer(422, { code: 'registry.id-check', detail: '身份证号第 18 位校验不对，请核对原件。', instance: 'r1' }, none)
    expect(problem.sentence).toBe('身份证号第 18 位校验不对，请核对原件（registry.id-check）')
    expect(problem.status).toBe(422)
    expect(problem.instance).toBe('r1')
  })
  it('keeps the refused fields, and drops entries it cannot place', () => {
    const errors = [{ pointer: '/birth_day', code: 'registry.day', detail: '出生日期不对' }, { pointer: '/sex', code: 'registry.sex' }, { code: 'x' }, 'noise']
    const problem = ApiProblem.fromAnswer(422, { code: 'http.fields', errors }, none)
    expect(problem.errors).toEqual([
      { pointer: '/birth_day', code: 'registry.day', detail: '出生日期不对' },
      { pointer: '/sex', code: 'registry.sex', detail: 'registry.sex' },
    ])
  })
  it('tells how long to wait', () => {
    expect(ApiProblem.fromAnswer(429, { code: 'http.rate' }, new Headers({ 'Retry-After': '30' })).retryAfter).toBe(30)
  })
  it('is unreadable when a proxy answered with a page', () => {
    expect(ApiProblem.fromAnswer(502, '<html>', none).code).toBe('web.unreadable')
  })
})

describe('no answer', () => {
  it('is told apart: no network, cancelled, broken', () => {
    expect(ApiProblem.from(new TypeError('Failed to fetch')).code).toBe('web.offline')
    expect(ApiProblem.from(new DOMException('', 'AbortError')).code).toBe('web.cancelled')
    expect(ApiProblem.from(new Error('boom')).code).toBe('web.unreadable')
  })
})
