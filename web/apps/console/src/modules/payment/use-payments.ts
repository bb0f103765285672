import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type Batch = Schema<'MutualPaymentBatch'>
export type BatchState = Schema<'MutualBatchState'>
export type PaymentState = Schema<'MutualPaymentState'>
export type PaymentRow = Schema<'MutualPaymentRow'>
export type Answer = Schema<'MutualAnswer'>
export type ReturnRow = Schema<'MutualReturn'>

export const BATCH_STATES: readonly BatchState[] = ['draft', 'approved', 'sent', 'done', 'cancelled']
export const BATCH_KIND: Readonly<Record<BatchState, 'good' | 'wait' | 'quiet'>> = { draft: 'wait', approved: 'wait', sent: 'wait', done: 'good', cancelled: 'quiet' }
export const PAYMENT_STATES: readonly PaymentState[] = ['queued', 'sent', 'paid', 'returned', 'dropped']
export const PAYMENT_KIND: Readonly<Record<PaymentState, 'good' | 'wait' | 'bad' | 'quiet'>> = { queued: 'wait', sent: 'wait', paid: 'good', returned: 'bad', dropped: 'quiet' }

export const BATCH_FILTERS = ['union_id', 'state', 'from', 'to'] as const
type Name = (typeof BATCH_FILTERS)[number]
function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, state: BATCH_STATES.find((one) => one === filters.state), from: filters.from, to: filters.to }
}
/** What a step of a batch changes elsewhere. */
const TOUCHES = [['payment'], ['claim'], ['fund']] as const

export function useBatches() {
  return useKeysetList({
    key: 'payment',
    filters: BATCH_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_payment_batches', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_payment_batches/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_payment_batches/export', permission: 'payment.export', conditions },
  })
}
/** What could be paid now, and to whom nothing can be paid for lack of a card. */
export function usePayable(fund: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['payment', 'payable', fund.value]),
    queryFn: () => send(api.GET('/api/mutual_payable', { params: { query: { fund_id: fund.value } } })),
    enabled: computed(() => fund.value !== ''),
    staleTime: 0,
  })
}
export function useBatch(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['payment', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/mutual_payment_batches/{id}', { params: { path: { id: id.value } } })), staleTime: 0 })
}
export function usePayments(id: Ref<string>, state: Ref<PaymentState | ''>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['payment', 'rows', id.value, state.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/mutual_payment_batches/{id}/payments', { params: { path: { id: id.value }, query: { state: state.value || undefined, from: pageParam } } })),
    initialPageParam: undefined as Schema<'MutualPaymentRows'>['next'] | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
export function useMakeBatch() {
  return useCommand({ send: (body: Schema<'NewMutualPaymentBatch'>, headers) => send(api.POST('/api/mutual_payment_batches', { body, headers })), touches: TOUCHES, tell: false })
}

type Step = { id: string; etag: string }
export function useApproveBatch() {
  return useCommand({ send: ({ id, etag }: Step, headers) => send(api.POST('/api/mutual_payment_batches/{id}/approve', { params: { path: { id } }, headers: { ...headers, 'If-Match': etag } })), touches: TOUCHES, done: t.deeds.approved })
}
export function useSendBatch() {
  return useCommand({ send: ({ id, etag }: Step, headers) => send(api.POST('/api/mutual_payment_batches/{id}/send', { params: { path: { id } }, headers: { ...headers, 'If-Match': etag } })), touches: TOUCHES, done: t.deeds.sent })
}
export function useCancelBatch() {
  return useCommand({
    send: ({ id, etag, reason }: Step & { reason: string }, headers) => send(api.POST('/api/mutual_payment_batches/{id}/cancel', { params: { path: { id } }, body: { reason }, headers: { ...headers, 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.deeds.cancelled,
  })
}

export const ANSWER_FILTERS = ['union_id', 'from', 'to'] as const
function answerConditions({ q, filters }: Pick<ListState<(typeof ANSWER_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, from: filters.from, to: filters.to }
}

/** Answer files of the bank, newest first. */
export function useAnswers() {
  return useKeysetList({
    key: 'payment-answer',
    filters: ANSWER_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_answers', { params: { query: { ...answerConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_answers/count', { params: { query: { ...answerConditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_answers/export', permission: 'payment.export', conditions: answerConditions },
  })
}
export function useAnswer(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['payment-answer', 'one', id.value]), queryFn: () => send(api.GET('/api/mutual_answers/{id}', { params: { path: { id: id.value } } })) })
}
/** Claims of a fund whose payment the bank sent back. */
export function useReturns(fund: Ref<string>) {
  return useKeysetList({
    key: 'payment-return',
    filters: [],
    within: fund,
    load: async ({ q, after }, signal) => (fund.value === '' ? { items: [] } : send(api.GET('/api/mutual_returns', { params: { query: { fund_id: fund.value, q: q || undefined, after: after || undefined, limit: PAGE_SIZE } }, signal }))),
    exports: { path: '/api/mutual_returns/export', permission: 'payment.export', conditions: ({ q }) => ({ fund_id: fund.value, q: q || undefined }) },
  })
}
