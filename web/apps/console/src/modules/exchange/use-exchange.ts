import { api, send, type Schema } from '@niangjia/api'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t as p } from './locales/proposal'
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

/** Makes a target; a second person approves it. */
export function useCreateTarget() {
  return useCommand({
    send: (body: Schema<'NewTarget'>, headers) => send(api.POST('/api/exchange_targets', { body, headers })),
    touches: TOUCHES,
    done: p.proposed,
  })
}

/** Proposes a change of a target that was read as `version`. */
export function useProposeTarget() {
  return useCommand({
    send: ({ id, version, body }: { id: string; version: number; body: Schema<'TargetChange'> }) => send(api.POST('/api/exchange_targets/{id}/proposal', { params: { path: { id } }, body, headers: { 'If-Match': `"${version}"` } })),
    touches: TOUCHES,
    done: p.proposed,
  })
}

interface Decision {
  id: string
  body: Schema<'TargetDecision'>
}

/** What a second person does with a proposal, and who made it. */
export function useDecideTarget() {
  const approve = useCommand({
    send: ({ id, body }: Decision, headers) => send(api.POST('/api/exchange_targets/{id}/proposal/approve', { params: { path: { id } }, body, headers })),
    touches: TOUCHES,
    done: p.approved,
  })
  const reject = useCommand({
    send: ({ id, body }: Decision, headers) => send(api.POST('/api/exchange_targets/{id}/proposal/reject', { params: { path: { id } }, body, headers })),
    touches: TOUCHES,
    done: p.rejected,
  })
  const withdraw = useCommand({
    send: ({ id, body }: Decision, headers) => send(api.POST('/api/exchange_targets/{id}/proposal/withdraw', { params: { path: { id } }, body, headers })),
    touches: TOUCHES,
    done: p.withdrawn,
  })
  return { approve, reject, withdraw }
}

/** What was accepted above against what there is now, a part after the other. */
export function useDifference(id: Ref<string>, union: Ref<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['exchange', 'difference', id.value, union.value]),
    queryFn: ({ pageParam: after }) => send(api.GET('/api/exchange_targets/{id}/difference', { params: { path: { id: id.value }, query: { union_id: union.value, after } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (part) => part.next ?? undefined,
    enabled: computed(() => union.value !== ''),
    retry: false,
  })
}
