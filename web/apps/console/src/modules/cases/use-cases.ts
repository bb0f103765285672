import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter, type Ref } from 'vue'
import type { Found } from '../../components/find'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { useSession } from '../../shell/session'
import type { Deed } from './case-deed'
import { CASE_FILTERS, caseConditions, isNarrowed, type CaseFilterName, type CaseView } from './case-filters'

export type CaseRow = Schema<'CaseRow'>

const TOUCHES = [['case'], ['home'], ['notice']] as const

/** What a page about one kind or step adds to the conditions that stand in the address. */
export type FixedConditions = { view?: CaseView; kind?: string; step?: string | undefined }

/** The list of the desk; the view stays when the conditions are cleared. */
export function useCases(fixed: MaybeRefOrGetter<FixedConditions> = {}) {
  const conditions = (state: Pick<ListState<CaseFilterName>, 'q' | 'filters'>) => {
    const asked = caseConditions(state)
    const { view = asked.view, kind = asked.kind, step = asked.step } = toValue(fixed)
    return { ...asked, view, kind, step }
  }
  const list = useKeysetList({
    key: 'case',
    filters: CASE_FILTERS,
    within: fixed,
    load: (state, signal) => send(api.GET('/api/cases', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: async (state, exact, signal) => (await send(api.GET('/api/case_counts', { params: { query: { ...conditions(state), exact } }, signal }))).shown,
    exports: { path: '/api/cases/export', permission: 'case.export', conditions },
  })
  const clear = () => {
    const { view } = list.state.value.filters
    list.show(view === undefined ? {} : { view })
  }
  return { ...list, clear, filtered: computed(() => isNarrowed(list.state.value)) }
}

/** How many there are in each view. */
export function useCaseCounts() {
  const session = useSession()
  return useQuery({ queryKey: ['case', 'views'], queryFn: () => send(api.GET('/api/case_counts', { params: { query: {} } })), enabled: computed(() => session.can('case.read')), staleTime: 0 })
}

/** A part of the cases of a kind that has a tab of its own. */
export interface CasePart {
  /** Names it in the address. */
  name: string
  title: string
  hint?: string
  view: CaseView
  step?: string
}

/** How many cases of a kind there are in each part. */
export function usePartCounts(kind: string, parts: Ref<readonly CasePart[]>) {
  return useQuery({
    queryKey: computed(() => ['case', 'parts', kind, parts.value.map((part) => `${part.view} ${part.step ?? ''}`)]),
    queryFn: async ({ signal }) => {
      const count = async ({ name, view, step }: CasePart) => [name, (await send(api.GET('/api/case_counts', { params: { query: { kind, view, step } }, signal }))).shown] as const
      return new Map(await Promise.all(parts.value.map(count)))
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** The first cases of a kind in a step: of open ones those that are due first, of others the newest. */
export function useStepCases(kind: string, { step, view }: { step: string; view: CaseView }, limit: number) {
  return useQuery({
    queryKey: ['case', 'step', kind, step, view, limit],
    queryFn: ({ signal }) => send(api.GET('/api/cases', { params: { query: { kind, step, view, limit } }, signal })),
    staleTime: 0,
  })
}

/** What a booklet has pieces of. */
export type BookletAsked = Partial<Record<'kind' | 'from' | 'to' | 'union_id' | 'step' | 'field' | 'value', string | undefined>>

/** The pieces of a booklet. */
export function useBooklet(asked: Ref<BookletAsked>) {
  return useQuery({
    queryKey: computed(() => ['case', 'booklet', asked.value]),
    queryFn: ({ signal }) => send(api.GET('/api/case_booklet', { params: { query: asked.value }, signal })),
    enabled: computed(() => asked.value.kind !== undefined && asked.value.kind !== ''),
    placeholderData: keepPreviousData,
  })
}

/** Reads one case, with the tag of its version. */
export function readCase(id: string) {
  return sendTagged(api.GET('/api/cases/{id}', { params: { path: { id } } }))
}

/** One case, with the tag of its version. */
export function useCase(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['case', 'one', id.value]),
    queryFn: () => readCase(id.value),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

/** Does something with a case; the answer is empty where it went out of sight. */
export function useDeed() {
  return useCommand({
    send: ({ id, etag, deed }: { id: string; etag: string; deed: Deed }, headers) => send(api.POST('/api/cases/{id}/deeds', { params: { path: { id } }, body: deed, headers: { ...headers, 'If-Match': etag } })),
    touches: TOUCHES,
    tell: false,
  })
}

export function useEditCase() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'CaseText'> }) => send(api.PATCH('/api/cases/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    tell: false,
  })
}

/** Who could have a case. */
export function useColleagues(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['case', 'colleagues', id.value]),
    queryFn: () => send(api.GET('/api/cases/{id}/colleagues', { params: { path: { id: id.value } } })),
    enabled: wanted,
  })
}

/** Who could be asked to judge. */
export function useJudgeCandidates(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['case', 'judges', id.value]),
    queryFn: () => send(api.GET('/api/cases/{id}/judges', { params: { path: { id: id.value } } })),
    enabled: wanted,
  })
}

/** Asks who told a case. The answer is never cached. */
export function useRevealReporter() {
  return useCommand({
    send: ({ id, purpose }: { id: string; purpose: string }, headers) => send(api.POST('/api/cases/{id}/reveal', { params: { path: { id } }, body: { purpose }, headers })),
    touches: [],
  })
}

export function useOpenCase() {
  return useCommand({ send: (body: Schema<'CaseForm'>, headers) => send(api.POST('/api/cases', { body, headers })), touches: TOUCHES, tell: false })
}

/** Finds cases in sight by number or the beginning of the title. */
export async function findCases(q: string, but: string): Promise<Found[]> {
  const page = await send(api.GET('/api/cases', { params: { query: { view: 'all', q, limit: 20 } } }))
  return page.items.filter((row) => row.id !== but).map((row) => ({ value: row.id, label: row.title, title: `${row.number} ${row.title}`, hint: `${row.number} ${row.step_title}` }))
}

/** The kinds of cases with their procedures in force. */
export function useKinds() {
  return useQuery({ queryKey: ['procedure', 'kinds'], queryFn: () => send(api.GET('/api/procedures')), staleTime: 10 * 60_000 })
}

/** The procedure of a kind that is in force. */
export function useKind(kind: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['procedure', 'one', kind.value]),
    queryFn: () => send(api.GET('/api/procedures/{kind}', { params: { path: { kind: kind.value } } })),
    enabled: computed(() => kind.value !== ''),
    staleTime: 60_000,
  })
}

/** What lies with whom. */
export function useWorkload(conditions: Ref<Partial<Pick<Schema<'CaseQuery'>, 'union_id' | 'kind'>>>) {
  // Counted over all open cases in sight: not again after every deed.
  return useQuery({ queryKey: computed(() => ['case-workload', conditions.value]), queryFn: () => send(api.GET('/api/case_workload', { params: { query: conditions.value } })), placeholderData: keepPreviousData, staleTime: 30_000 })
}

/** Opinions that are waited for. */
export function useAskedOpinions() {
  return useQuery({ queryKey: ['case', 'asked'], queryFn: () => send(api.GET('/api/case_opinions')), staleTime: 0 })
}

export function useDeputies() {
  return useQuery({ queryKey: ['case', 'deputies'], queryFn: () => send(api.GET('/api/case_deputies')) })
}
export function useAppoint(done: string) {
  return useCommand({ send: (body: Schema<'DeputyForm'>, headers) => send(api.POST('/api/case_deputies', { body, headers })), touches: [['case']], done, tell: false })
}
export function useDismiss(done: string) {
  return useCommand({ send: (id: string) => send(api.DELETE('/api/case_deputies/{id}', { params: { path: { id } } })), touches: [['case']], done })
}
