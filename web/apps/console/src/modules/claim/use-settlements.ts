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
function conditions({ filters }: Pick<ListState<Name>, 'filters'>) {
  return { union_id: filters.union_id, source_id: filters.source_id, state: SETTLEMENT_STATES.find((one) => one === filters.state) }
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

/** Sources of settlement files in sight; they are few. */
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
