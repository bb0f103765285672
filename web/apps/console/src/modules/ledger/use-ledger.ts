import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type Account = Schema<'LedgerAccountRow'>
export type Entry = Schema<'LedgerEntryRow'>
export type Transfer = Schema<'LedgerTransferDetail'>
export type TrialLine = Schema<'TrialBalanceLine'>

const KINDS = Object.keys(t.kinds) as Schema<'LedgerAccountKind'>[]
export const KIND_OPTIONS = KINDS.map((value) => ({ value, label: t.kinds[value] }))
export const REASON_OPTIONS = Object.entries(t.reasons).map(([value, label]) => ({ value, label }))

export function useBooks() {
  return useQuery({ queryKey: ['ledger', 'books'], queryFn: () => send(api.GET('/api/ledger_books')) })
}

export const ACCOUNT_FILTERS = ['union_id', 'kind'] as const
function accountConditions({ filters }: Pick<ListState<(typeof ACCOUNT_FILTERS)[number]>, 'filters'>) {
  return { union_id: filters.union_id, kind: KINDS.find((one) => one === filters.kind) }
}
export function useAccounts() {
  return useKeysetList({
    key: 'ledger-account',
    filters: ACCOUNT_FILTERS,
    load: (state, signal) => send(api.GET('/api/ledger_accounts', { params: { query: { ...accountConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/ledger_accounts/export', permission: 'ledger.export', conditions: accountConditions },
  })
}
/** Accounts of one book, to choose among. */
export function useAccountChoices(book: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['ledger-account', 'choices', book.value]),
    queryFn: async () => (await send(api.GET('/api/ledger_accounts', { params: { query: { union_id: book.value, limit: 200 } } }))).items,
    enabled: computed(() => book.value !== ''),
    staleTime: 0,
  })
}
/** An account now, and at an instant where one is asked for. */
export function useAccount(id: Ref<string>, at: Ref<number | undefined>) {
  return useQuery({ queryKey: computed(() => ['ledger-account', 'one', id.value, at.value]), queryFn: () => send(api.GET('/api/ledger_accounts/{id}', { params: { path: { id: id.value }, query: { at: at.value } } })), staleTime: 0 })
}

export const ENTRY_FILTERS = ['account_id', 'union_id', 'from', 'to', 'reason', 'record_kind', 'record_id'] as const
function entryConditions({ filters }: Pick<ListState<(typeof ENTRY_FILTERS)[number]>, 'filters'>) {
  return { ...filters }
}
export function useEntries() {
  return useKeysetList({
    key: 'ledger-entry',
    filters: ENTRY_FILTERS,
    load: (state, signal) => send(api.GET('/api/ledger_entries', { params: { query: { ...entryConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/ledger_entries/count', { params: { query: { ...entryConditions(state), exact } }, signal })),
    exports: { path: '/api/ledger_entries/export', permission: 'ledger.export', conditions: entryConditions },
  })
}
/** The newest entries of an account. */
export function useLatestEntries(account: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['ledger-entry', 'latest', account.value]), queryFn: async () => (await send(api.GET('/api/ledger_entries', { params: { query: { account_id: account.value, limit: 20 } } }))).items, staleTime: 0 })
}
export function useTransfer(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['ledger-transfer', id.value]), queryFn: () => send(api.GET('/api/ledger_transfers/{id}', { params: { path: { id: id.value } } })), staleTime: 0 })
}
export function useTrialBalance(book: Ref<string>, at: Ref<number | undefined>) {
  return useQuery({ queryKey: computed(() => ['ledger', 'trial', book.value, at.value]), queryFn: () => send(api.GET('/api/ledger_books/{union_id}/trial_balance', { params: { path: { union_id: book.value }, query: { at: at.value } } })), staleTime: 0 })
}
export function useClosings(book: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['ledger', 'closings', book.value]), queryFn: () => send(api.GET('/api/ledger_books/{union_id}/closings', { params: { path: { union_id: book.value } } })), staleTime: 0 })
}

const TOUCHES = [['ledger'], ['ledger-account'], ['ledger-entry'], ['ledger-transfer'], ['fund']] as const
export function useMakeTransfer() {
  return useCommand({ send: (body: Schema<'NewLedgerTransfer'>, headers) => send(api.POST('/api/ledger_transfers', { body, headers })), touches: TOUCHES, tell: false, done: t.make.done })
}
export function useReverse() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'LedgerReversal'> }, headers) => send(api.POST('/api/ledger_transfers/{id}/reverse', { params: { path: { id } }, body, headers })), touches: TOUCHES, done: t.transfer.reversed })
}
export function useCloseMonth(done: (month: number) => string) {
  return useCommand({ send: ({ book, month }: { book: string; month: number }, headers) => send(api.POST('/api/ledger_books/{union_id}/close', { params: { path: { union_id: book } }, body: { month }, headers })), touches: TOUCHES, done: (made) => done(made.month) })
}
