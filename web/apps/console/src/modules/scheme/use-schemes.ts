import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { e } from './locales/editor'
import { t } from './locales/zh'

export type Scheme = Schema<'MutualScheme'>
export type SchemeRow = Schema<'MutualSchemeRow'>
export type SchemeDetail = Schema<'MutualSchemeDetail'>
export type Words = Schema<'MutualSchemeWords'>
export type Item = Schema<'MutualItem'>
export type ItemKind = Schema<'MutualItemKind'>
export type Problem = Schema<'MutualSchemeProblem'>
export type State = Schema<'MutualSchemeState'>
export type TrialCase = Schema<'MutualTrialCase'>

export const STATES = Object.keys(t.states) as State[]
export const STATE_KIND: Readonly<Record<State, 'good' | 'wait' | 'quiet'>> = { draft: 'quiet', proposed: 'wait', in_force: 'good', withdrawn: 'quiet' }
export const FILTERS = ['state', 'year', 'code', 'union_id'] as const
function conditions({ q, filters }: Pick<ListState<(typeof FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, code: filters.code, year: /^\d{4}$/.test(filters.year ?? '') ? Number(filters.year) : undefined, state: STATES.find((one) => one === filters.state) }
}
export function useSchemes() {
  return useKeysetList({
    key: 'scheme',
    filters: FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_schemes', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_schemes/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_schemes/export', permission: 'scheme.export', conditions },
  })
}
export function useScheme(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['scheme', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/mutual_schemes/{id}', { params: { path: { id: id.value } } })), enabled: computed(() => id.value !== ''), staleTime: 0 })
}
export function useWords() {
  return useQuery({ queryKey: ['scheme', 'words'], queryFn: () => send(api.GET('/api/mutual_schemes/words')), staleTime: Infinity })
}
export function useVersions(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['scheme', 'versions', id.value]), queryFn: async () => (await send(api.GET('/api/mutual_schemes/{id}/versions', { params: { path: { id: id.value } } }))).rows })
}
/** What the checker says of a scheme as it is typed. */
export function checkScheme(body: Scheme): Promise<Problem[]> {
  return send(api.POST('/api/mutual_schemes/check', { body: { body } })).then((told) => told.problems)
}

const TOUCHES = [['scheme']] as const
export function useCreate() {
  return useCommand({ send: (body: Schema<'NewMutualScheme'>, headers) => send(api.POST('/api/mutual_schemes', { body, headers })), touches: TOUCHES, done: e.saved })
}
export function useEditScheme() {
  return useCommand({ send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'MutualSchemeDraft'> }) => send(api.PATCH('/api/mutual_schemes/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })), touches: TOUCHES, done: e.saved })
}
export function useCopy() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'MutualSchemeCopy'> }, headers) => send(api.POST('/api/mutual_schemes/{id}/copy', { params: { path: { id } }, body, headers })), touches: TOUCHES })
}
type Step = { id: string; etag: string }
export function usePropose() {
  return useCommand({ send: ({ id, etag }: Step, headers) => send(api.POST('/api/mutual_schemes/{id}/propose', { params: { path: { id } }, headers: { ...headers, 'If-Match': etag } })), touches: TOUCHES, done: t.proposed })
}
export function useDecide() {
  return useCommand({
    send: ({ id, etag, approve, reason }: Step & { approve: boolean; reason: string }, headers) => send(api.POST('/api/mutual_schemes/{id}/decide', { params: { path: { id } }, body: { approve, reason }, headers: { ...headers, 'If-Match': etag } })),
    touches: TOUCHES,
    done: (now) => (now.state === 'in_force' ? t.approved : t.rejected),
  })
}
export function useWithdraw() {
  return useCommand({ send: ({ id, etag, reason }: Step & { reason: string }, headers) => send(api.POST('/api/mutual_schemes/{id}/withdraw', { params: { path: { id } }, body: { reason }, headers: { ...headers, 'If-Match': etag } })), touches: TOUCHES, done: t.withdrawn })
}

export function tryScheme(id: string, body: Schema<'MutualTrial'>) {
  return send(api.POST('/api/mutual_schemes/{id}/trial', { params: { path: { id } }, body }))
}
/** Other schemes whose claims may be judged under one, by code, each with the title of its last version in force. */
export function useOtherSchemes(own: Ref<string>) {
  const all = useQuery({ queryKey: ['scheme', 'in force'], queryFn: ({ signal }) => send(api.GET('/api/mutual_schemes', { params: { query: { state: 'in_force', limit: 200 } }, signal })) })
  return computed(() => {
    const titles = new Map<string, string>()
    for (const one of all.data.value?.items ?? []) if (one.code !== own.value && !titles.has(one.code)) titles.set(one.code, one.title)
    return [...titles].map(([code, title]) => ({ code, title }))
  })
}
export function useReruns(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['scheme', 'reruns', id.value]), queryFn: async () => (await send(api.GET('/api/mutual_schemes/{id}/reruns', { params: { path: { id: id.value } } }))).rows, staleTime: 0 })
}
export function useStartRerun() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'NewMutualRerun'> }, headers) => send(api.POST('/api/mutual_schemes/{id}/reruns', { params: { path: { id } }, body, headers })), touches: [['scheme', 'reruns']] })
}
/** One re-run; while it works, asked for every second. */
export function useRerun(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['scheme', 'rerun', id.value]),
    queryFn: () => send(api.GET('/api/mutual_reruns/{id}', { params: { path: { id: id.value } } })),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1000 : false),
    staleTime: 0,
  })
}
