import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { KINDS } from './campaign-draft'
import type { Condition } from './conditions'
import { t } from './locales/zh'

export type Campaign = Schema<'BenefitCampaignRow'>
export type CampaignDetail = Schema<'BenefitCampaignDetail'>
export type CampaignState = Schema<'BenefitCampaignState'>

export const CAMPAIGN_STATES = Object.keys(t.states) as CampaignState[]
export const CAMPAIGN_KIND: Readonly<Record<CampaignState, 'good' | 'wait' | 'bad' | 'quiet'>> = { draft: 'quiet', proposed: 'wait', published: 'good', paused: 'wait', ended: 'quiet', settled: 'quiet', archived: 'quiet', withdrawn: 'quiet' }
export const CAMPAIGN_FILTERS = ['kind', 'state', 'union_id'] as const

function conditions({ q, filters }: Pick<ListState<(typeof CAMPAIGN_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, kind: KINDS.find((one) => one === filters.kind), state: CAMPAIGN_STATES.find((one) => one === filters.state) }
}
export function useCampaigns() {
  return useKeysetList({
    key: 'benefit',
    filters: CAMPAIGN_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_campaigns', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_campaigns/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_campaigns/export', permission: 'campaign.export', conditions },
  })
}
export function useCampaign(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['benefit', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/benefit_campaigns/{id}', { params: { path: { id: id.value } } })), enabled: computed(() => id.value !== ''), staleTime: 0 })
}
/** How many members conditions are true of now. */
export function usePeople(asked: Ref<{ union: string; who: readonly Condition[] } | undefined>) {
  return useQuery({
    queryKey: computed(() => ['benefit', 'people', asked.value]),
    queryFn: () => send(api.POST('/api/benefit_campaigns/preview', { body: { union_id: asked.value?.union ?? '', who: [...(asked.value?.who ?? [])] } })),
    enabled: computed(() => asked.value !== undefined),
    placeholderData: (before) => before,
  })
}

/** Quizzes that a campaign of a union may ask for. */
export function useQuizzes(union: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['benefit', 'quizzes', union.value]),
    queryFn: () => send(api.GET('/api/benefit_quizzes', { params: { query: { union_id: union.value } } })),
    enabled: computed(() => union.value !== ''),
  })
}

const TOUCHES = [['benefit']] as const
export function useAddCampaign() {
  return useCommand({ send: (body: Schema<'NewBenefitCampaign'>, headers) => send(api.POST('/api/benefit_campaigns', { body, headers })), touches: TOUCHES, tell: false })
}
export function useEditCampaign() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'BenefitCampaignDraft'> }) => send(api.PATCH('/api/benefit_campaigns/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    tell: false,
  })
}

type Step = { id: string; etag: string; reason?: string }
const at = ({ id, etag }: Step, headers: { 'Idempotency-Key': string }) => ({ params: { path: { id } }, headers: { ...headers, 'If-Match': etag } })
const withReason = (step: Step, headers: { 'Idempotency-Key': string }) => ({ ...at(step, headers), body: { reason: step.reason ?? '' } })
/** The steps of a campaign. */
export function useCampaignSteps() {
  const command = (deed: keyof typeof t.done, send: (step: Step, headers: { 'Idempotency-Key': string }) => Promise<unknown>) => useCommand({ send, touches: TOUCHES, done: t.done[deed] })
  return {
    propose: command('propose', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/propose', at(step, headers)))),
    return: command('return', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/return', withReason(step, headers)))),
    publish: command('publish', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/publish', at(step, headers)))),
    pause: command('pause', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/pause', withReason(step, headers)))),
    resume: command('resume', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/resume', at(step, headers)))),
    stop: command('stop', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/stop', withReason(step, headers)))),
    settle: command('settle', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/settle', at(step, headers)))),
    archive: command('archive', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/archive', at(step, headers)))),
    withdraw: command('withdraw', (step, headers) => send(api.POST('/api/benefit_campaigns/{id}/withdraw', withReason(step, headers)))),
  }
}
export type Deed = keyof ReturnType<typeof useCampaignSteps>

/** What happens now: asked for again every two seconds while something can happen and the page is looked at. */
const BOARD_MS = 2_000
export function useBoard(id: Ref<string>, live: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['benefit-board', id.value]),
    queryFn: () => send(api.GET('/api/benefit_campaigns/{id}/board', { params: { path: { id: id.value } } })),
    refetchInterval: (query) => (live.value && (query.state.data === undefined || query.state.data.state === 'published' || query.state.data.state === 'paused') ? BOARD_MS : false),
    staleTime: 0,
  })
}
export type Board = Schema<'BenefitBoard'>
