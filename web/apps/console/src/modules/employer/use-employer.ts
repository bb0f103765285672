import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'

export type EmployerRow = Schema<'Employer'>
export type EmployerDetail = Schema<'EmployerDetail'>

/** The filters of the list of employers. */
export const EMPLOYER_FILTERS = ['union_id', 'covered', 'nature', 'industry', 'size_class'] as const
type Name = (typeof EMPLOYER_FILTERS)[number]
/** The offered orders. */
export const EMPLOYER_SORTS = ['union', 'name', 'workers'] as const

/** The conditions of a state, as the server reads them. */
export function employerConditions({ q, sort, filters }: Pick<ListState<Name>, 'q' | 'sort' | 'filters'>) {
  return {
    q: q || undefined,
    sort: EMPLOYER_SORTS.find((known) => known === sort),
    union_id: filters.union_id,
    covered: filters.covered === undefined ? undefined : filters.covered === 'true',
    nature: filters.nature,
    industry: filters.industry,
    size_class: filters.size_class,
  }
}

export function useEmployers() {
  return useKeysetList({
    key: 'employer',
    filters: EMPLOYER_FILTERS,
    load: (state, signal) => send(api.GET('/api/employers', { params: { query: { ...employerConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/employers/count', { params: { query: { ...employerConditions({ ...state, sort: '' }), exact } }, signal })),
  })
}

/** One employer with the tag for an edit. */
export function useEmployer(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['employer', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/employers/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

export function useCreateEmployer() {
  return useCommand({ send: (body: Schema<'EmployerForm'>, headers) => send(api.POST('/api/employers', { body, headers })), touches: [['employer'], ['home']], tell: false })
}

export function useUpdateEmployer() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'EmployerFacts'> }) =>
      send(api.PATCH('/api/employers/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: [['employer']],
    tell: false,
  })
}

export function useChangeCover() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'CoverForm'> }) =>
      send(api.POST('/api/employers/{id}/cover', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: [['employer'], ['union'], ['home']],
    tell: false,
  })
}
