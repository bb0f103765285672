import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'

/** The filters of the list of unions. */
export const UNION_FILTERS = ['union_id', 'level', 'kind', 'state', 'term_to'] as const
type Name = (typeof UNION_FILTERS)[number]
/** The offered orders. */
export const UNION_SORTS = ['name', 'tree', 'term'] as const

/** The conditions of a state, as the server reads them. */
export function unionConditions({ q, sort, filters }: Pick<ListState<Name>, 'q' | 'sort' | 'filters'>) {
  return {
    q: q || undefined,
    sort: UNION_SORTS.find((known) => known === sort),
    union_id: filters.union_id,
    level: filters.level === undefined ? undefined : Number(filters.level),
    kind: filters.kind,
    state: filters.state,
    term_to: filters.term_to,
  }
}

export function useUnionList() {
  return useKeysetList({
    key: 'union',
    filters: UNION_FILTERS,
    load: (state, signal) => send(api.GET('/api/unions', { params: { query: { ...unionConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/unions/count', { params: { query: { ...unionConditions({ ...state, sort: '' }), exact } }, signal })),
  })
}

/** How many of the members are women and migrant workers; counted one by one, so it comes after the rest. */
export function useMemberKinds(id: Ref<string>, allowed: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['union', 'member-kinds', id.value]),
    queryFn: () => send(api.GET('/api/unions/{id}/member_kinds', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== '' && allowed.value),
  })
}

/** How many members, employers and unions there are at a union and beneath it. */
export function useUnionCounts(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['union', 'counts', id.value]),
    queryFn: () => send(api.GET('/api/unions/{id}/counts', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

/** Employers covered at a union and beneath it; the first ones. */
export function useCoveredEmployers(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['employer', 'of-union', id.value]),
    queryFn: () => send(api.GET('/api/employers', { params: { query: { union_id: id.value, covered: true, limit: 100 } } })),
    enabled: wanted,
  })
}

/** Employers that a union covers itself, for a split: all of them, in pages. */
export function useOwnEmployers(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['employer', 'own', id.value]),
    queryFn: async () => {
      const all: Schema<'Employer'>[] = []
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page: Schema<'Page_Employer'> = await send(api.GET('/api/employers', { params: { query: { union_id: id.value, covered: true, limit: 200, after: after || undefined } } }))
        all.push(...page.items.filter((one) => one.union_id === id.value))
        after = page.next ?? undefined
      }
      return all
    },
    enabled: wanted,
  })
}

/** One union with the tag that an edit must bring back. */
export function useUnionForEdit(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['union', 'edit', id.value]),
    queryFn: () => sendTagged(api.GET('/api/unions/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
    gcTime: 0,
  })
}

export function useCreateUnion() {
  return useCommand({
    send: (body: Schema<'UnionForm'>, headers) => send(api.POST('/api/unions', { body, headers })),
    touches: [['union'], ['employer'], ['home']],
    tell: false,
  })
}

export function useUpdateUnion() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'UnionForm'> }) =>
      send(api.PATCH('/api/unions/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: [['union']],
    tell: false,
  })
}
