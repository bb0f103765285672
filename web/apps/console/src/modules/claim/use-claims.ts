import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Found } from '../../components/find'
import type { FilterSpec } from '../../components/list-spec'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList } from '../../composables/use-keyset-list'
import type { ClaimDeed } from './claim-deeds'
import { CLAIM_CHANNELS, CLAIM_FILTERS, CLAIM_ITEMS, CLAIM_STATES, CLAIM_VIEWS, claimConditions, type ClaimFilterName } from './claim-filters'
import { t } from './locales/zh'

export type ClaimRow = Schema<'MutualClaimRow'>
export type ClaimDetail = Schema<'MutualClaimDetail'>
export type ClaimTold = Schema<'MutualTold'>

/** What a decision changes besides the claim itself. */
export const CLAIM_TOUCHES = [['claim'], ['claim-notice'], ['payment'], ['fund']] as const

export function useClaims() {
  return useKeysetList({
    key: 'claim',
    filters: CLAIM_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_claims', { params: { query: { ...claimConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: async (state, exact, signal) => {
      const found = await send(api.GET('/api/mutual_claims/count', { params: { query: { ...claimConditions(state), exact } }, signal }))
      return { value: found.value, exact: found.exact }
    },
    exports: { path: '/api/mutual_claims/export', permission: 'claim.export', conditions: claimConditions },
  })
}

/** How many there are in each view of the desk. */
export function useClaimCounts() {
  return useQuery({
    queryKey: ['claim', 'views'],
    queryFn: async ({ signal }) => {
      const count = async (state: (typeof CLAIM_VIEWS)[number]) => [state, await send(api.GET('/api/mutual_claims/count', { params: { query: { state } }, signal }))] as const
      return new Map<string, Schema<'MutualClaimCount'>>(await Promise.all(CLAIM_VIEWS.map(count)))
    },
    staleTime: 10_000,
  })
}

export function useClaimFilters(): Ref<FilterSpec<ClaimFilterName>[]> {
  return computed(() => [
    { name: 'state', label: t.col.state, options: CLAIM_STATES.map((value) => ({ value, label: t.states[value] })), further: true },
    { name: 'union_id', label: t.col.union, kind: 'union', further: true },
    { name: 'item', label: t.col.item, options: CLAIM_ITEMS.map((value) => ({ value, label: t.items[value] })), further: true },
    { name: 'channel', label: t.col.channel, options: CLAIM_CHANNELS.map((value) => ({ value, label: t.channels[value] })), further: true },
    { name: 'signals', label: t.col.signals, options: [{ value: 'yes', label: t.withSignals }, { value: 'no', label: t.withoutSignals }], further: true },
    { name: 'least', label: t.filter.least, kind: 'number', further: true },
    { name: 'most', label: t.filter.most, kind: 'number', further: true },
    { name: 'from', label: t.filter.from, kind: 'day', further: true },
    { name: 'to', label: t.filter.to, kind: 'day', further: true },
    { name: 'settlement_id', label: t.filter.settlement, kind: 'link', chip: () => t.filter.one },
    { name: 'notice_id', label: t.filter.notice, kind: 'link', chip: () => t.filter.one },
    { name: 'scheme_id', label: t.col.scheme, kind: 'link', chip: () => t.filter.one },
    { name: 'person_id', label: t.filter.person, kind: 'link', chip: () => t.filter.one },
  ])
}

/** One claim, with the tag of its version. */
export function useClaim(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['claim', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/mutual_claims/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

/** The codes that claims are written with: reasons for refusal, causes, papers. */
export function useClaimWords() {
  return useQuery({ queryKey: ['claim-words'], queryFn: () => send(api.GET('/api/mutual_claim_words')), staleTime: 10 * 60_000 })
}

/** Decides a claim; the manager's refusal is another operation than the officer's. */
export function useClaimDeed() {
  return useCommand({
    send: ({ id, etag, deed, note, codes }: { id: string; etag: string; deed: ClaimDeed; note: string; codes: readonly string[] }, headers) => {
      const init = { params: { path: { id } }, headers: { ...headers, 'If-Match': etag } }
      const noted = { ...init, body: { note } }
      const refused = { ...init, body: { note, codes: [...codes] } }
      switch (deed) {
        case 'review':
          return send(api.POST('/api/mutual_claims/{id}/review', noted))
        case 'approve':
          return send(api.POST('/api/mutual_claims/{id}/approve', noted))
        case 'refuse':
          return send(api.POST('/api/mutual_claims/{id}/refuse', refused))
        case 'decline':
          return send(api.POST('/api/mutual_claims/{id}/decline', refused))
        case 'ask':
          return send(api.POST('/api/mutual_claims/{id}/ask', noted))
        case 'answer':
          return send(api.POST('/api/mutual_claims/{id}/answer', noted))
        case 'withdraw':
          return send(api.POST('/api/mutual_claims/{id}/withdraw', noted))
        case 'reckon':
          return send(api.POST('/api/mutual_claims/{id}/reckon', noted))
      }
    },
    touches: CLAIM_TOUCHES,
    tell: false,
  })
}

/** Agrees to many claims at once. */
export function useBulkClaims() {
  return useCommand({ send: (body: Schema<'MutualBulk'>, headers) => send(api.POST('/api/mutual_claims/bulk', { body, headers })), touches: CLAIM_TOUCHES, tell: false })
}

export function useEnterClaim() {
  return useCommand({ send: (body: Schema<'MutualClaimDraft'>, headers) => send(api.POST('/api/mutual_claims', { body, headers })), touches: CLAIM_TOUCHES, tell: false })
}
export function useCorrectClaim() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: ClaimTold }) => send(api.PATCH('/api/mutual_claims/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: CLAIM_TOUCHES,
    tell: false,
  })
}
export function useReckonAgain(done: string) {
  return useCommand({ send: (fund_id: string, headers) => send(api.POST('/api/mutual_claims/reckon', { body: { fund_id }, headers })), touches: CLAIM_TOUCHES, done })
}

/** Finds members in sight by name, pinyin initials, ID or phone. */
export async function findPeople(q: string): Promise<Found[]> {
  const page = await send(api.GET('/api/members', { params: { query: { q, limit: 20 } } }))
  return page.items.map((row) => ({ value: row.id, label: row.name ?? '', hint: row.union_name }))
}

/** Every reason for which a claim may be refused, with the sentence that the worker would read. */
export function useRefusals(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['claim', 'refusals', id.value]),
    queryFn: () => send(api.GET('/api/mutual_claims/{id}/refusals', { params: { path: { id: id.value } } })),
    enabled: wanted,
  })
}

/** The number of the claimant's document in full. The answer is never cached. */
export function useRevealNumber() {
  return useCommand({
    send: ({ id, purpose }: { id: string; purpose: string }, headers) => send(api.POST('/api/mutual_claims/{id}/reveal', { params: { path: { id } }, body: { purpose }, headers })),
    touches: [],
  })
}
