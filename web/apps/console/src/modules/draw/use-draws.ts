import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type DrawRow = Schema<'BenefitDrawRow'>
export type Room = Schema<'BenefitDrawRoom'>
export type DrawState = Schema<'BenefitDrawState'>
export type WinnerRow = Schema<'BenefitWinnerRow'>
export type WinnerState = Schema<'BenefitWinnerState'>

export const DRAW_STATES = Object.keys(t.states) as DrawState[]
export const DRAW_KIND: Readonly<Record<DrawState, 'good' | 'wait' | 'quiet'>> = { open: 'quiet', closed: 'wait', frozen: 'wait', entered: 'wait', confirmed: 'wait', drawn: 'good' }
export const WINNER_STATES = Object.keys(t.winners.states) as WinnerState[]
export const WINNER_KIND: Readonly<Record<WinnerState, 'good' | 'wait' | 'quiet'>> = { won: 'wait', claimed: 'good', lapsed: 'quiet', reserve: 'quiet' }
/** What the first and the second person may type: printing ASCII, no double blanks, as the server has it. */
export const isValue = (text: string): boolean => /^[!-~](?:(?! {2})[ -~]){0,58}[!-~]$|^[!-~]$/.test(text.trim())

export const DRAW_FILTERS = ['state'] as const
function conditions({ q, filters }: Pick<ListState<(typeof DRAW_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, state: DRAW_STATES.find((one) => one === filters.state) }
}
/** Draws of unions in sight, newest first. */
export function useDraws() {
  return useKeysetList({
    key: 'draw',
    filters: DRAW_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_draw_rooms', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_draw_rooms/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_draw_rooms/export', permission: 'campaign.export', conditions },
  })
}

/** A draw room; looked at again while others may do the next step. */
export function useRoom(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['draw', 'room', id.value]),
    queryFn: () => sendTagged(api.GET('/api/benefit_draws/{id}/room', { params: { path: { id: id.value } } })),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.data.state === 'drawn' ? false : 15_000),
  })
}

type Step<Body> = { id: string; etag: string; body: Body }
const TOUCHES = [['draw'], ['draw-winner']] as const
export function useTypeValue() {
  return useCommand({
    send: ({ id, etag, body }: Step<Schema<'BenefitDrawValue'>>, headers) => send(api.POST('/api/benefit_draws/{id}/value', { params: { path: { id } }, body, headers: { ...headers, 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.value.entered,
    tell: false,
  })
}
export function useConfirmValue() {
  return useCommand({
    send: ({ id, etag, body }: Step<Schema<'BenefitDrawValue'>>, headers) => send(api.POST('/api/benefit_draws/{id}/confirm', { params: { path: { id } }, body, headers: { ...headers, 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.value.done,
    tell: false,
  })
}
export function usePostpone() {
  return useCommand({
    send: ({ id, etag, body }: Step<Schema<'BenefitDrawLater'>>, headers) => send(api.POST('/api/benefit_draws/{id}/postpone', { params: { path: { id } }, body, headers: { ...headers, 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.later.done,
    tell: false,
  })
}

export const WINNER_FILTERS = ['state'] as const
function winnerConditions({ q, filters }: Pick<ListState<(typeof WINNER_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, state: WINNER_STATES.find((one) => one === filters.state) }
}
/** Who won a draw and who stands by, by rank. */
export function useWinners(id: Ref<string>) {
  return useKeysetList({
    key: 'draw-winner',
    filters: WINNER_FILTERS,
    within: id,
    load: (state, signal) => send(api.GET('/api/benefit_draws/{id}/room/winners', { params: { path: { id: toValue(id) }, query: { ...winnerConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: `/api/benefit_draws/${toValue(id)}/room/winners/export`, permission: 'campaign.export', conditions: winnerConditions },
  })
}
