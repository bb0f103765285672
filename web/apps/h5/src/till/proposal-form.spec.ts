import { expect, it } from 'vitest'
import { proposalBody, proposalDraft, proposalFaults, refusedProposal } from './proposal-form'

const TODAY = '2026-11-28'
const draft = (change: Partial<ReturnType<typeof proposalDraft>> = {}) => ({ ...proposalDraft(undefined, '', TODAY), title: 'a title', ...change })
const wrong = (kind: 'add' | 'change' | 'end', change: Parameters<typeof draft>[0], begun = false) => Object.keys(proposalFaults(kind, draft(change), TODAY, begun)).sort()

it('says what is missing before anything is sent', () => {
  expect(wrong('add', {})).toEqual([])
  expect(wrong('add', { title: ' x ', from: '2026-11-27', to: '2026-11-01', note: 'x'.repeat(201) })).toEqual(['from', 'note', 'title', 'to'])
  expect(wrong('add', { how: 'code', times: '0' })).toEqual(['times'])
  expect(wrong('add', { how: 'show', times: '0' })).toEqual([])
  expect(wrong('change', { from: '2026-01-01', to: '2026-11-27' }, true)).toEqual(['to'])
  expect(wrong('end', { title: '', to: '' })).toEqual(['to'])
  expect(wrong('end', { title: '', to: TODAY })).toEqual([])
})

it('sends days in order, and until further notice as nothing', () => {
  const { told } = proposalBody(draft({ weekdays: [7, 6], dates: ['2026-12-31', '2026-12-01'], to: '' }))
  expect(told).toMatchObject({ to: null, by_code: false, per_day: 1, days: { weekdays: [6, 7], month_days: [], dates: ['2026-12-01', '2026-12-31'] } })
})

it('writes back what stands', () => {
  const text = { title: 'a title', detail: 'x', from: '2026-01-01', to: '2027-01-01', by_code: true, per_day: 3, days: { weekdays: [3], month_days: [1, 15], dates: [] } }
  expect(proposalBody(proposalDraft(text, 'why', TODAY))).toEqual({ told: text, note: 'why' })
})

it('shows refusals at their fields', () => {
  expect(refusedProposal({ errors: [{ pointer: '/per_day', code: 'x', detail: 'no' }, { pointer: '/else', code: 'y', detail: 'z' }] })).toEqual({ times: 'no' })
})
