import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type LetterRow = Schema<'LetterRow'>
export type LetterContent = Schema<'LetterContent'>
export type LetterDetail = Schema<'LetterDetail'>
export type AgencyRow = Schema<'LetterAgencyRow'>

/** The filters of the archive. */
export const LETTER_FILTERS = ['union_id', 'kind', 'year', 'state'] as const
type Name = (typeof LETTER_FILTERS)[number]
const STATES = ['issued', 'withdrawn'] as const
export const STATE_OPTIONS = STATES.map((value) => ({ value, label: t.states[value] }))

/** The conditions of a state, as the server reads them. */
export function letterConditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  const year = Number(filters.year)
  return {
    q: q || undefined,
    union_id: filters.union_id,
    kind: filters.kind,
    year: Number.isInteger(year) && year > 0 ? year : undefined,
    state: STATES.find((known) => known === filters.state),
  }
}

export function useLetters() {
  return useKeysetList({
    key: 'letter',
    filters: LETTER_FILTERS,
    load: (state, signal) => send(api.GET('/api/letters', { params: { query: { ...letterConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/letters/count', { params: { query: { ...letterConditions(state), exact } }, signal })),
    exports: { path: '/api/letters/export', permission: 'letter.export', conditions: letterConditions },
  })
}

/** One letter as it was issued. */
export function useLetter(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['letter', 'one', id.value]),
    queryFn: () => send(api.GET('/api/letters/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

export function usePreviewLetter() {
  return useCommand({ send: (body: Schema<'LetterForm'>) => send(api.POST('/api/letters/preview', { body })), touches: [], tell: false })
}

/** What a case fills into a letter of a kind. */
export function useCaseLetter(id: string, kind: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['letter', 'case', id, kind.value]),
    queryFn: () => send(api.GET('/api/cases/{id}/letters/{kind}', { params: { path: { id, kind: kind.value } } })),
    enabled: computed(() => id !== '' && kind.value !== ''),
    staleTime: Infinity,
  })
}

/** Issues a letter, on a case where one is given. */
export function useIssueLetter(caseId = '') {
  return useCommand({
    send: (body: Schema<'LetterForm'>, headers) => {
      if (caseId === '') return send(api.POST('/api/letters', { body, headers }))
      return send(api.POST('/api/cases/{id}/letters', { params: { path: { id: caseId } }, body: { kind: body.kind, values: body.values }, headers }))
    },
    touches: [['letter'], ['case']],
    done: (made) => t.issue.done(made.number),
  })
}

export function useWithdrawLetter() {
  return useCommand({
    send: ({ id, reason }: { id: string; reason: string }) => send(api.POST('/api/letters/{id}/withdraw', { params: { path: { id } }, body: { reason } })),
    touches: [['letter']],
    done: t.withdraw.done,
  })
}

/** What unions are called on their documents. */
export function useAgencies() {
  return useKeysetList({
    key: 'letter-agency',
    filters: ['union_id'],
    load: ({ q, filters, after }, signal) =>
      send(api.GET('/api/letter_agencies', { params: { query: { q: q || undefined, union_id: filters.union_id, after: after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/letter_agencies/export', permission: 'letter.export', conditions: ({ q, filters }) => ({ q: q || undefined, union_id: filters.union_id }) },
  })
}

export function useSetAgency() {
  return useCommand({
    send: (body: Schema<'LetterAgencyForm'>, headers) => send(api.POST('/api/letter_agencies', { body, headers })),
    touches: [['letter-agency']],
    done: (made) => t.agency.done(made.word),
    tell: false,
  })
}
