import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type Card = Schema<'BenefitCardRow'>
export type CardState = Schema<'BenefitCardState'>
export type CardDeed = Schema<'BenefitCardDeed'>
export type Batch = Schema<'BenefitCardBatch'>

export const CARD_STATES = Object.keys(t.states) as CardState[]
export const CARD_KIND: Readonly<Record<CardState, 'good' | 'wait' | 'bad' | 'quiet'>> = { applied: 'wait', confirmed: 'wait', reviewed: 'wait', batched: 'wait', made: 'wait', handed: 'wait', active: 'good', lost: 'bad', cancelled: 'quiet', refused: 'quiet' }
/** Deeds that are done with many cards at once, and the state they begin from. */
export const MANY: readonly { deed: CardDeed; from: CardState; approves: boolean }[] = [
  { deed: 'confirm', from: 'applied', approves: false },
  { deed: 'review', from: 'confirmed', approves: true },
  { deed: 'hand', from: 'made', approves: false },
  { deed: 'activate', from: 'handed', approves: false },
]
/** What a step of a card changes elsewhere. */
const TOUCHES = [['benefit-card'], ['benefit-card-batch']] as const

export const CARD_FILTERS = ['state', 'union_id', 'batch_id'] as const
function conditions({ q, filters }: Pick<ListState<(typeof CARD_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, batch_id: filters.batch_id, state: CARD_STATES.find((one) => one === filters.state) }
}
/** Cards, newest first. */
export function useCards() {
  return useKeysetList({
    key: 'benefit-card',
    filters: CARD_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_cards', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_cards/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_cards/export', permission: 'benefit_card.export', conditions },
  })
}
export function useCard(key: Ref<{ person: string; id: string }>) {
  return useQuery({ queryKey: computed(() => ['benefit-card', 'one', key.value]), queryFn: () => sendTagged(api.GET('/api/benefit_cards/{person_id}/{card_id}', { params: { path: { person_id: key.value.person, card_id: key.value.id } } })), staleTime: 0 })
}
export function useAskForCard() {
  return useCommand({ send: (person_id: string, headers) => send(api.POST('/api/benefit_cards', { body: { person_id }, headers })), touches: TOUCHES, tell: false, done: (made) => t.ask.done(made.number) })
}

type Step = { person: string; id: string; etag: string; deed: CardDeed; reason: string }
/** One step of one card; a review is another person's. */
export function doStep({ person, id, etag, deed, reason }: Step, approves: boolean, headers: { 'Idempotency-Key': string }) {
  const at = { params: { path: { person_id: person, card_id: id } }, headers: { ...headers, 'If-Match': etag } }
  if (deed === 'review' || (deed === 'refuse' && approves)) return send(api.POST('/api/benefit_cards/{person_id}/{card_id}/review', { ...at, body: { pass: deed === 'review', reason } }))
  return send(api.POST('/api/benefit_cards/{person_id}/{card_id}/step', { ...at, body: { deed, reason } }))
}
export function useStep(approves: () => boolean) {
  return useCommand({ send: (step: Step, headers) => doStep(step, approves(), headers), touches: TOUCHES, done: t.detail.done })
}
export function useReveal() {
  return useCommand({ send: ({ person, id, purpose }: { person: string; id: string; purpose: string }, headers) => send(api.POST('/api/benefit_cards/{person_id}/{card_id}/reveal', { params: { path: { person_id: person, card_id: id } }, body: { purpose }, headers })), touches: [] })
}

export const BATCH_FILTERS = ['union_id'] as const
/** Batches for the bank, newest first. */
export function useBatches() {
  return useKeysetList({
    key: 'benefit-card-batch',
    filters: BATCH_FILTERS,
    load: ({ filters, after }, signal) => send(api.GET('/api/benefit_card_batches', { params: { query: { union_id: filters.union_id, after: after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: ({ filters }, exact, signal) => send(api.GET('/api/benefit_card_batches/count', { params: { query: { union_id: filters.union_id, exact } }, signal })),
    exports: { path: '/api/benefit_card_batches/export', permission: 'benefit_card.export', conditions: ({ filters }) => ({ union_id: filters.union_id }) },
  })
}
export function useBatch(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['benefit-card-batch', 'one', id.value]), queryFn: () => send(api.GET('/api/benefit_card_batches/{id}', { params: { path: { id: id.value } } })), staleTime: 0 })
}
export function useMakeBatch() {
  return useCommand({ send: (body: Schema<'NewBenefitCardBatch'>, headers) => send(api.POST('/api/benefit_card_batches', { body, headers })), touches: TOUCHES, tell: false, done: (made) => t.batch.done(made.count) })
}

/** Most lines of a page to sign. */
const LINES = 200
/** Cards of a union that wait to be handed out. */
export function useToHandOut(union: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['benefit-card', 'sign', union.value]),
    queryFn: () => send(api.GET('/api/benefit_cards', { params: { query: { union_id: union.value, state: 'made', limit: LINES } } })),
    enabled: computed(() => union.value !== ''),
    staleTime: 0,
  })
}
