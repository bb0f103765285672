import { api, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { s } from './locales/settlement'
import type { WantedColumn } from './mapping'

export type Settlement = Schema<'MutualSettlement'>
export type SettlementState = Schema<'MutualSettlementState'>
export type Verdict = Schema<'MutualSettlementVerdict'>
export type Source = Schema<'MutualSource'>
export type Columns = Schema<'MutualSettlementColumns'>
export type Look = Schema<'MutualSettlementLook'>

export const SETTLEMENT_STATES: readonly SettlementState[] = ['running', 'done', 'failed']
export const VERDICTS: readonly Verdict[] = ['unmatched', 'uncovered', 'unreadable', 'known', 'prepared']
export const STATE_KIND: Readonly<Record<SettlementState, 'good' | 'wait' | 'bad'>> = { running: 'wait', done: 'good', failed: 'bad' }
export const VERDICT_KIND: Readonly<Record<Verdict, 'good' | 'wait' | 'bad' | 'quiet'>> = { prepared: 'good', known: 'quiet', unmatched: 'wait', uncovered: 'wait', unreadable: 'bad' }

/** What the platform wants of a settlement file, in the order of the usual ones. */
const NEEDED: ReadonlySet<string> = new Set(['number', 'hospital', 'invoice', 'admitted', 'total', 'self_pay'])
export const WANTED: readonly WantedColumn[] = (Object.keys(s.columns) as (keyof Columns)[]).map((code) => ({ code, title: s.columns[code], required: NEEDED.has(code) }))

export const SETTLEMENT_FILTERS = ['union_id', 'source_id', 'state'] as const
type Name = (typeof SETTLEMENT_FILTERS)[number]
function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, source_id: filters.source_id, state: SETTLEMENT_STATES.find((one) => one === filters.state) }
}

/** Settlement files, newest first. */
export function useSettlements() {
  return useKeysetList({
    key: 'claim-settlement',
    filters: SETTLEMENT_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_settlements', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_settlements/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_settlements/export', permission: 'claim.export', conditions },
  })
}

/** One file; while it is worked off, asked for every second. */
export function useSettlement(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['claim-settlement', 'one', id.value]),
    queryFn: () => send(api.GET('/api/mutual_settlements/{id}', { params: { path: { id: id.value } } })),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1000 : false),
    staleTime: 0,
  })
}

/** The rows of a file with what became of them. */
export function useSettlementRows(file: Ref<Settlement>, verdict: Ref<Verdict | ''>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['claim-settlement', 'rows', file.value.id, file.value.state, verdict.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/mutual_settlements/{id}/rows', { params: { path: { id: file.value.id }, query: { verdict: verdict.value || undefined, from: pageParam } } })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: computed(() => file.value.state !== 'running'),
  })
}

export const SOURCE_FILTERS = ['union_id'] as const
function sourceConditions({ q, filters }: Pick<ListState<(typeof SOURCE_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id }
}

/** The list of sources, newest first. */
export function useSourceList() {
  return useKeysetList({
    key: 'claim-source',
    filters: SOURCE_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_sources', { params: { query: { ...sourceConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/mutual_sources/export', permission: 'claim.export', conditions: sourceConditions },
  })
}

/** Sources of settlement files in sight, to choose from; they are few. */
export function useSources() {
  return useQuery({
    queryKey: ['claim-source', 'all'],
    queryFn: async ({ signal }) => (await send(api.GET('/api/mutual_sources', { params: { query: { limit: 200 } }, signal }))).items,
    staleTime: 0,
  })
}
export function useCreateSource() {
  return useCommand({ send: (body: Schema<'MutualSourceDraft'>, headers) => send(api.POST('/api/mutual_sources', { body, headers })), touches: [['claim-source']], done: s.source.saved, tell: false })
}
export function useEditSource() {
  return useCommand({
    send: ({ source, body }: { source: Source; body: Schema<'MutualSourceChange'> }) => send(api.PATCH('/api/mutual_sources/{id}', { params: { path: { id: source.id } }, body, headers: { 'If-Match': `"${source.version}"` } })),
    touches: [['claim-source']],
    done: s.source.saved,
    tell: false,
  })
}
