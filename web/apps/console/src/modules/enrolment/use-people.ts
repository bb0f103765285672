import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Found } from '../../components/find'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { stageOf, type RosterState } from './enrolment-state'
import { t } from './locales/zh'
import { ITEM_KINDS } from './use-periods'

export type Person = Schema<'MutualEnrolmentRow'>
export type Roster = Schema<'MutualRoster'>
export type RosterRow = Schema<'MutualRosterRow'>
export type Verdict = Schema<'MutualRowVerdict'>
export type Bill = Schema<'MutualBillRow'>
export type BillDetail = Schema<'MutualBillDetail'>
export type Certificate = Schema<'MutualCertificate'>

export const PEOPLE_STATES = Object.keys(t.states) as Schema<'MutualEnrolmentState'>[]
export const BILL_STATES = Object.keys(t.billStates) as Schema<'MutualBillState'>[]
export const ROSTER_STATES = Object.keys(t.rosterStates) as RosterState[]
export const ROSTER_KINDS = Object.keys(t.rosterKinds) as Schema<'MutualRosterKind'>[]
export const VERDICTS = Object.keys(t.roster.verdicts) as Verdict[]

/** What a step of enrolment changes elsewhere. */
const TOUCHES = [['mutual-period'], ['mutual-person'], ['mutual-roster'], ['mutual-bill'], ['mutual-receipt'], ['fund'], ['ledger'], ['ledger-account']] as const

export const PEOPLE_FILTERS = ['period_id', 'union_id', 'state', 'item', 'bill_id', 'roster_id'] as const
function peopleConditions({ q, filters }: Pick<ListState<(typeof PEOPLE_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, ...filters, state: PEOPLE_STATES.find((one) => one === filters.state), item: ITEM_KINDS.find((one) => one === filters.item) }
}
export function usePeople() {
  return useKeysetList({
    key: 'mutual-person',
    filters: PEOPLE_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_enrolments', { params: { query: { ...peopleConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_enrolments/count', { params: { query: { ...peopleConditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_enrolments/export', permission: 'enrolment.export', conditions: peopleConditions },
  })
}
export function usePerson(period: Ref<string>, id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['mutual-person', 'one', period.value, id.value]),
    queryFn: () => sendTagged(api.GET('/api/mutual_enrolments/{period_id}/{person_id}', { params: { path: { period_id: period.value, person_id: id.value } } })),
    staleTime: 0,
  })
}
export function useAddPerson() {
  return useCommand({ send: (body: Schema<'NewMutualEnrolment'>, headers) => send(api.POST('/api/mutual_enrolments', { body, headers })), touches: TOUCHES, tell: false, done: t.person.added })
}
export function useRemovePerson() {
  return useCommand({
    send: ({ period, id, etag }: { period: string; id: string; etag: string }, headers) =>
      send(api.POST('/api/mutual_enrolments/{period_id}/{person_id}/remove', { params: { path: { period_id: period, person_id: id } }, headers: { ...headers, 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.person.removed,
  })
}
/** Members in sight, by name, initials or the end of a number. */
export async function findMembers(q: string): Promise<Found[]> {
  const page = await send(api.GET('/api/members', { params: { query: { q, limit: 20 } } }))
  return page.items.map((row) => ({ value: row.id, label: row.name ?? '', hint: row.union_name }))
}
/** The certificate of a person, or of a unit by its bill. */
export function useCertificate(asked: Ref<{ period: string; id: string }>) {
  return useQuery({
    queryKey: computed(() => ['mutual-certificate', asked.value]),
    queryFn: () => {
      const { period, id } = asked.value
      return period === '' ? send(api.GET('/api/mutual_bills/{id}/certificate', { params: { path: { id } } })) : send(api.GET('/api/mutual_enrolments/{period_id}/{person_id}/certificate', { params: { path: { period_id: period, person_id: id } } }))
    },
  })
}

export const ROSTER_FILTERS = ['period_id', 'union_id', 'kind', 'state'] as const
function rosterConditions({ filters }: Pick<ListState<(typeof ROSTER_FILTERS)[number]>, 'filters'>) {
  return { ...filters, kind: ROSTER_KINDS.find((one) => one === filters.kind), state: ROSTER_STATES.find((one) => one === filters.state) }
}
export function useRosters() {
  return useKeysetList({
    key: 'mutual-roster',
    filters: ROSTER_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_rosters', { params: { query: { ...rosterConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_rosters/count', { params: { query: { ...rosterConditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_rosters/export', permission: 'enrolment.export', conditions: rosterConditions },
  })
}
/** One list; while it is moving, asked for every second. */
export function useRoster(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['mutual-roster', 'one', id.value]),
    queryFn: () => send(api.GET('/api/mutual_rosters/{id}', { params: { path: { id: id.value } } })),
    refetchInterval: (query) => (query.state.data && stageOf(query.state.data.state) === 'moving' ? 1000 : false),
    staleTime: 0,
  })
}
export function useRosterRows(roster: Ref<Roster>, verdict: Ref<Verdict | ''>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['mutual-roster', 'rows', roster.value.id, roster.value.state, verdict.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/mutual_rosters/{id}/rows', { params: { path: { id: roster.value.id }, query: { verdict: verdict.value || undefined, from: pageParam } } })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
export function useRosterStep(step: 'confirm' | 'cancel' | 'undo') {
  return useCommand({
    send: (id: string, headers) => {
      const init = { params: { path: { id } }, headers }
      if (step === 'confirm') return send(api.POST('/api/mutual_rosters/{id}/confirm', init))
      return step === 'cancel' ? send(api.POST('/api/mutual_rosters/{id}/cancel', init)) : send(api.POST('/api/mutual_rosters/{id}/undo', init))
    },
    touches: TOUCHES,
  })
}
export function useCarryOver() {
  return useCommand({ send: (body: Schema<'MutualCarryOver'>, headers) => send(api.POST('/api/mutual_rosters/carry_over', { body, headers })), touches: TOUCHES })
}

export const BILL_FILTERS = ['period_id', 'union_id', 'state'] as const
function billConditions({ q, filters }: Pick<ListState<(typeof BILL_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, ...filters, state: BILL_STATES.find((one) => one === filters.state) }
}
export function useBills() {
  return useKeysetList({
    key: 'mutual-bill',
    filters: BILL_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_bills', { params: { query: { ...billConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_bills/count', { params: { query: { ...billConditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_bills/export', permission: 'enrolment.export', conditions: billConditions },
  })
}
export function useBill(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['mutual-bill', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/mutual_bills/{id}', { params: { path: { id: id.value } } })), staleTime: 0 })
}
export function useCreateBill() {
  return useCommand({ send: (body: Schema<'NewMutualBill'>, headers) => send(api.POST('/api/mutual_bills', { body, headers })), touches: TOUCHES })
}
export function useCancelBill() {
  return useCommand({
    send: ({ id, etag, reason }: { id: string; etag: string; reason: string }, headers) => send(api.POST('/api/mutual_bills/{id}/cancel', { params: { path: { id } }, body: { reason }, headers: { ...headers, 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.bill.cancelled,
  })
}
export function useRefundBill() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'NewMutualBillRefund'> }, headers) => send(api.POST('/api/mutual_bills/{id}/refund', { params: { path: { id } }, body, headers })), touches: TOUCHES, tell: false, done: t.refund.done })
}
