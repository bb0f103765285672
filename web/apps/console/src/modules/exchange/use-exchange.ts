import { api, send, type Schema } from '@niangjia/api'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type Run = Schema<'RunDocument'>
export type RunState = Schema<'RunState'>
export type SentRow = Schema<'SentRow'>
export type SentState = Schema<'SentState'>
export type Target = Schema<'TargetDocument'>
export type TargetForm = Schema<'TargetForm'>
export type Column = Schema<'ExchangeColumn'>
export type Field = Schema<'ExchangeFieldDocument'>
export type Difference = Schema<'Difference'>
export type Kind = Schema<'TargetKind'>

export const RUN_FILTERS = ['state', 'target_id', 'union_id'] as const
const STATES = Object.keys(t.states) as RunState[]
const TOUCHES = [['exchange']] as const

/** A run that a job is at work on. */
export const isMoving = (run: Pick<Run, 'state'>) => run.state === 'running' || run.state === 'cancelling'

function conditions({ filters }: Pick<ListState<(typeof RUN_FILTERS)[number]>, 'filters'>) {
  return { state: STATES.find((known) => known === filters.state), target_id: filters.target_id, union_id: filters.union_id }
}

/** Runs in sight, newest first. */
export function useRuns() {
  return useKeysetList({
    key: 'exchange',
    filters: RUN_FILTERS,
    load: (state, signal) => send(api.GET('/api/exchange_runs', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/exchange_runs/export', permission: 'exchange.export', conditions },
  })
}

/** One run; while it moves, asked for every second. */
export function useRun(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['exchange', 'run', id.value]),
    queryFn: () => send(api.GET('/api/exchange_runs/{id}', { params: { path: { id: id.value } } })),
    refetchInterval: (query) => (query.state.data && isMoving(query.state.data) ? 1000 : false),
    staleTime: 0,
  })
}

/** Rows of a run as they stand now. */
export function useSentRows(run: Ref<Run | undefined>, state: Ref<SentState | ''>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['exchange', 'rows', run.value?.id, run.value?.state, run.value?.accepted, run.value?.returned, state.value]),
    queryFn: ({ pageParam: after }) => send(api.GET('/api/exchange_runs/{id}/rows', { params: { path: { id: run.value?.id ?? '' }, query: { state: state.value || undefined, after } } })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: computed(() => run.value !== undefined && !isMoving(run.value)),
  })
}

/** Begins a run. */
export function useBegin() {
  return useCommand({
    send: (body: Schema<'NewRun'>, headers) => send(api.POST('/api/exchange_runs', { body, headers })),
    touches: TOUCHES,
  })
}

/** Gives a run up. */
export function useCancelRun() {
  return useCommand({
    send: (id: string, headers) => send(api.POST('/api/exchange_runs/{id}/cancel', { params: { path: { id } }, headers })),
    touches: TOUCHES,
  })
}

/** Targets that may be reported by. */
export function useTargets() {
  return useQuery({ queryKey: ['exchange', 'targets'], queryFn: () => send(api.GET('/api/exchange_targets')) })
}

/** One target. */
export function useTarget(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['exchange', 'target', id.value]),
    queryFn: () => send(api.GET('/api/exchange_targets/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

/** The fields that a column may take its value from, by kind. */
export function useFields() {
  return useQuery({ queryKey: ['exchange', 'fields'], queryFn: () => send(api.GET('/api/exchange_fields')), staleTime: 300_000 })
}

/** Ten rows by a definition that need not be stored. */
export function usePreview(request: Ref<Schema<'PreviewRequest'> | undefined>) {
  return useQuery({
    queryKey: computed(() => ['exchange', 'preview', request.value]),
    queryFn: () => send(api.POST('/api/exchange_preview', { body: request.value as Schema<'PreviewRequest'> })),
    enabled: computed(() => request.value !== undefined),
    placeholderData: keepPreviousData,
    retry: false,
  })
}

/** Makes a target. */
export function useCreateTarget() {
  return useCommand({
    send: (body: Schema<'NewTarget'>, headers) => send(api.POST('/api/exchange_targets', { body, headers })),
    touches: TOUCHES,
    done: t.saved,
  })
}

/** Changes a target that was read as `version`. */
export function useEditTarget() {
  return useCommand({
    send: ({ id, version, form }: { id: string; version: number; form: TargetForm }) => send(api.PUT('/api/exchange_targets/{id}', { params: { path: { id } }, body: form, headers: { 'If-Match': `"${version}"` } })),
    touches: TOUCHES,
    done: t.saved,
  })
}

/** What was accepted above against what there is now. */
export function useDifference(id: Ref<string>, union: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['exchange', 'difference', id.value, union.value]),
    queryFn: () => send(api.GET('/api/exchange_targets/{id}/difference', { params: { path: { id: id.value }, query: { union_id: union.value } } })),
    enabled: computed(() => union.value !== ''),
    retry: false,
  })
}
