import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { s } from './locales/statement'

export type Statement = Schema<'BenefitStatement'>
export type StatementDetail = Schema<'BenefitStatementDetail'>
export type StatementState = Schema<'BenefitStatementState'>
export type StatementLine = Schema<'BenefitStatementLine'>

export const STATEMENT_STATES = Object.keys(s.statement.states) as StatementState[]
export const STATEMENT_KIND: Readonly<Record<StatementState, 'good' | 'wait' | 'bad' | 'quiet'>> = { draft: 'quiet', sent: 'wait', confirmed: 'wait', disputed: 'bad', approved: 'wait', paid: 'good', cancelled: 'quiet' }
export const STATEMENT_FILTERS = ['state', 'merchant_id', 'from', 'to', 'union_id'] as const

function conditions({ q, filters }: Pick<ListState<(typeof STATEMENT_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, merchant_id: filters.merchant_id, from: filters.from, to: filters.to, state: STATEMENT_STATES.find((one) => one === filters.state) }
}
export function useStatements() {
  return useKeysetList({
    key: 'statement',
    filters: STATEMENT_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_statements', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_statements/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_statements/export', permission: 'redemption.export', conditions },
  })
}
export function useStatement(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['statement', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/benefit_statements/{id}', { params: { path: { id: id.value } } })), staleTime: 0 })
}
export function useStatementLines(id: Ref<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['statement', 'lines', id.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/benefit_statements/{id}/lines', { params: { path: { id: id.value }, query: { after: pageParam, limit: PAGE_SIZE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
  })
}
const TOUCHES = [['statement'], ['redemption'], ['merchant'], ['benefit']] as const
export function useMakeStatements() {
  return useCommand({ send: (body: Schema<'NewBenefitStatements'>, headers) => send(api.POST('/api/benefit_statements', { body, headers })), touches: TOUCHES, tell: false })
}
/** A step of a statement; the text is a reason or the number of the bank. */
type Step = { id: string; etag: string; text?: string }
const at = ({ id, etag }: Step, headers: { 'Idempotency-Key': string }) => ({ params: { path: { id } }, headers: { ...headers, 'If-Match': etag } })
export function useStatementSteps() {
  const command = (deed: keyof typeof s.statement.done, send: (step: Step, headers: { 'Idempotency-Key': string }) => Promise<unknown>) => useCommand({ send, touches: TOUCHES, done: s.statement.done[deed] })
  return {
    send: command('send', (step, headers) => send(api.POST('/api/benefit_statements/{id}/send', at(step, headers)))),
    approve: command('approve', (step, headers) => send(api.POST('/api/benefit_statements/{id}/approve', at(step, headers)))),
    return: command('return', (step, headers) => send(api.POST('/api/benefit_statements/{id}/return', { ...at(step, headers), body: { reason: step.text ?? '' } }))),
    pay: command('pay', (step, headers) => send(api.POST('/api/benefit_statements/{id}/pay', { ...at(step, headers), body: { bank_ref: step.text ?? '' } }))),
    cancel: command('cancel', (step, headers) => send(api.POST('/api/benefit_statements/{id}/cancel', { ...at(step, headers), body: { reason: step.text ?? '' } }))),
  }
}
export type Deed = keyof ReturnType<typeof useStatementSteps>
export function useAnswerDisputes() {
  return useCommand({
    send: ({ answers, ...step }: Step & { answers: Schema<'BenefitDisputeAnswers'>['answers'] }, headers) => send(api.POST('/api/benefit_statements/{id}/answer', { ...at(step, headers), body: { answers } })),
    touches: TOUCHES,
    done: s.statement.done.answer,
    tell: false,
  })
}
/** Merchants in sight by name, for a field. */
export async function findMerchants(q: string) {
  const page = await send(api.GET('/api/benefit_merchants', { params: { query: { q, limit: 20 } } }))
  return page.items.map((row) => ({ value: row.id, label: row.name, hint: row.state_label }))
}
