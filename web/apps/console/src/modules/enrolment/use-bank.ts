import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { b } from './locales/bank'
import { t } from './locales/zh'

export type Receipt = Schema<'MutualReceiptRow'>
export type ReceiptDetail = Schema<'MutualReceiptDetail'>
export type Statement = Schema<'MutualStatement'>
export type Look = Schema<'MutualStatementLook'>
export type Columns = Schema<'MutualStatementColumns'>
export type Refund = Schema<'MutualRefundRow'>

export const RECEIPT_STATES = Object.keys(b.receiptStates) as Schema<'MutualReceiptState'>[]
export const STATEMENT_STATES = Object.keys(b.statementStates) as Schema<'MutualStatementState'>[]
export const REFUND_STATES = Object.keys(b.refundStates) as Schema<'MutualRefundState'>[]
export const REFUND_KINDS = Object.keys(b.refundKinds) as Schema<'MutualRefundKind'>[]
const TOUCHES = [['mutual-receipt'], ['mutual-bill'], ['mutual-person'], ['mutual-period'], ['mutual-refund'], ['fund'], ['ledger'], ['ledger-account']] as const

export const RECEIPT_FILTERS = ['state', 'union_id', 'statement_id', 'from', 'to'] as const
function receiptConditions({ q, filters }: Pick<ListState<(typeof RECEIPT_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, ...filters, state: RECEIPT_STATES.find((one) => one === filters.state) }
}
export function useReceipts() {
  return useKeysetList({
    key: 'mutual-receipt',
    filters: RECEIPT_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_receipts', { params: { query: { ...receiptConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_receipts/count', { params: { query: { ...receiptConditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_receipts/export', permission: 'fund.export', conditions: receiptConditions },
  })
}
export function useReceipt(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['mutual-receipt', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/mutual_receipts/{id}', { params: { path: { id: id.value } } })), staleTime: 0 })
}
/** The next receipt with money that belongs to no bill, other than one; a partly matched one only when no open one is left. */
export async function nextOpenReceipt(than: string): Promise<string | undefined> {
  for (const state of ['open', 'part'] as const) {
    const page = await send(api.GET('/api/mutual_receipts', { params: { query: { state, limit: 50 } } }))
    const at = page.items.findIndex((row) => row.id === than)
    const rest = page.items.filter((row) => row.id !== than && row.rest_fen > 0)
    const found = page.items.slice(at + 1).find((row) => row.rest_fen > 0) ?? rest[0]
    if (found) return found.id
  }
  return undefined
}
/** Bills with something due whose reference begins so. */
export async function findBills(q: string): Promise<Schema<'MutualBillRow'>[]> {
  const page = await send(api.GET('/api/mutual_bills', { params: { query: { q, limit: 20 } } }))
  return page.items.filter((bill) => bill.due_fen > 0 && bill.state !== 'cancelled')
}
export function useMatch() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'MutualMatchWish'> }, headers) => send(api.POST('/api/mutual_receipts/{id}/match', { params: { path: { id } }, body, headers })), touches: TOUCHES, done: b.receipt.matched })
}
export function useUnmatch() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'MutualUnmatch'> }, headers) => send(api.POST('/api/mutual_receipts/{id}/unmatch', { params: { path: { id } }, body, headers })), touches: TOUCHES, done: b.receipt.unmatched })
}
export function useMatchAgain() {
  return useCommand({ send: (union_id: string, headers) => send(api.POST('/api/mutual_receipts/match', { body: { union_id }, headers })), touches: TOUCHES, done: (made) => b.againDone(made.matched, made.looked_at) })
}
export function useRefundReceipt() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'NewMutualReceiptRefund'> }, headers) => send(api.POST('/api/mutual_receipts/{id}/refund', { params: { path: { id } }, body, headers })), touches: TOUCHES, tell: false, done: t.refund.done })
}
export function useRefundPayee() {
  return useCommand({ send: ({ id, version, body }: { id: string; version: number; body: Schema<'MutualRefundPayee'> }) => send(api.PATCH('/api/mutual_refunds/{id}', { params: { path: { id } }, body, headers: { 'If-Match': `"${version}"` } })), touches: [['mutual-refund']], tell: false, done: b.payee.done })
}

export const STATEMENT_FILTERS = ['union_id', 'state'] as const
function statementConditions({ filters }: Pick<ListState<(typeof STATEMENT_FILTERS)[number]>, 'filters'>) {
  return { union_id: filters.union_id, state: STATEMENT_STATES.find((one) => one === filters.state) }
}
export function useStatements() {
  return useKeysetList({
    key: 'mutual-statement',
    filters: STATEMENT_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_statements', { params: { query: { ...statementConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_statements/count', { params: { query: { ...statementConditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_statements/export', permission: 'fund.export', conditions: statementConditions },
  })
}
/** One statement; while it is read, asked for every second. */
export function useStatement(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['mutual-statement', 'one', id.value]),
    queryFn: () => send(api.GET('/api/mutual_statements/{id}', { params: { path: { id: id.value } } })),
    refetchInterval: (query) => (query.state.data?.state === 'reading' ? 1000 : false),
    staleTime: 0,
  })
}

export const REFUND_FILTERS = ['union_id', 'state', 'kind'] as const
function refundConditions({ q, filters }: Pick<ListState<(typeof REFUND_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, state: REFUND_STATES.find((one) => one === filters.state), kind: REFUND_KINDS.find((one) => one === filters.kind) }
}
export function useRefunds() {
  return useKeysetList({
    key: 'mutual-refund',
    filters: REFUND_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_refunds', { params: { query: { ...refundConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_refunds/count', { params: { query: { ...refundConditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_refunds/export', permission: 'fund.export', conditions: refundConditions },
  })
}
