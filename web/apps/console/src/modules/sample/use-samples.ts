import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type Sample = Schema<'MutualSample'>
export type SampleClaim = Schema<'MutualSampleClaim'>
export type Finding = Schema<'MutualFinding'>

export const FINDINGS: readonly Finding[] = ['none', 'minor', 'major']
export const FINDING_KIND: Readonly<Record<Finding, 'good' | 'wait' | 'bad'>> = { none: 'good', minor: 'wait', major: 'bad' }

export const SAMPLE_FILTERS = ['union_id'] as const
function conditions({ q, filters }: Pick<ListState<(typeof SAMPLE_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id }
}

export function useSamples() {
  return useKeysetList({
    key: 'sample',
    filters: SAMPLE_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_samples', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_samples/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_samples/export', permission: 'sample.export', conditions },
  })
}
export function useSample(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['sample', 'one', id.value]), queryFn: () => send(api.GET('/api/mutual_samples/{id}', { params: { path: { id: id.value } } })) })
}
export function useSampleClaims(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['sample', 'claims', id.value]), queryFn: () => send(api.GET('/api/mutual_samples/{id}/claims', { params: { path: { id: id.value } } })) })
}
export function useDrawSample() {
  return useCommand({ send: (body: Schema<'NewMutualSample'>, headers) => send(api.POST('/api/mutual_samples', { body, headers })), touches: [['sample']], done: (made) => t.form.done(made.picked), tell: false })
}
export function useNoteClaim() {
  return useCommand({
    send: ({ id, seq, body }: { id: string; seq: number; body: Schema<'MutualSampleNote'> }) => send(api.PUT('/api/mutual_samples/{id}/claims/{seq}', { params: { path: { id, seq } }, body })),
    touches: [['sample']],
    done: t.saved,
    tell: false,
  })
}
