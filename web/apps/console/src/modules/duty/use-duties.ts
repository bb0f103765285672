import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Found } from '../../components/find'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type DutyRow = Schema<'DutyRow'>
export type DutyState = Schema<'DutyState'>

/** The states in their order. */
export const DUTY_STATES: readonly DutyState[] = ['planned', 'signed_in', 'done', 'missed', 'swapped', 'cancelled']
export const STATE_OPTIONS = DUTY_STATES.map((value) => ({ value, label: t.states[value] }))
/** How a state is coloured. */
export const STATE_KIND: Readonly<Record<DutyState, 'good' | 'wait' | 'bad' | 'quiet'>> = { planned: 'wait', signed_in: 'good', done: 'good', missed: 'bad', swapped: 'quiet', cancelled: 'quiet' }

/** The filters of the list of duties. */
export const DUTY_FILTERS = ['union_id', 'state', 'from', 'to', 'person_id', 'zone_id'] as const
type Name = (typeof DUTY_FILTERS)[number]

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, state: DUTY_STATES.find((known) => known === filters.state), from: filters.from, to: filters.to, person_id: filters.person_id, zone_id: filters.zone_id }
}

export function useDuties() {
  return useKeysetList({
    key: 'duty',
    filters: DUTY_FILTERS,
    load: (state, signal) => send(api.GET('/api/duties', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/duties/export', permission: 'duty.export', conditions },
    countAll: (state, exact, signal) => send(api.GET('/api/duties/count', { params: { query: { ...conditions(state), exact } }, signal })),
  })
}

/** Rows of a month's roster; a union has far fewer. */
const MONTH_ROWS = 200

/** The duties of a union between two days that take place. */
export function useRoster(union: Ref<string>, days: Ref<{ from: string; to: string } | undefined>) {
  return useQuery({
    queryKey: computed(() => ['duty', 'roster', union.value, days.value]),
    queryFn: async () => {
      const page = await send(api.GET('/api/duties', { params: { query: { union_id: union.value, from: days.value?.from, to: days.value?.to, limit: MONTH_ROWS } } }))
      return page.items.filter((row) => row.state !== 'swapped' && row.state !== 'cancelled')
    },
    enabled: computed(() => union.value !== '' && days.value !== undefined),
  })
}

export function useTallies(union: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['duty', 'tally', union.value]), queryFn: () => send(api.GET('/api/duty_tallies', { params: { query: { union_id: union.value || undefined } } })) })
}

/** Members by the beginning of name or initials, within a union. */
export async function findMembers(q: string, union: string): Promise<Found[]> {
  const page = await send(api.GET('/api/members', { params: { query: { q, union_id: union || undefined, limit: 20 } } }))
  return page.items.map((row) => ({ value: row.id, label: row.name ?? '', hint: row.union_name }))
}

const ifMatch = (row: DutyRow) => ({ 'If-Match': `"${row.version}"` })
const TOUCHES = [['duty']] as const

export function usePlanDuties() {
  return useCommand({ send: (body: Schema<'DutySeries'>, headers) => send(api.POST('/api/duties', { body, headers })), touches: TOUCHES, tell: false })
}
export function useSignIn() {
  return useCommand({ send: (row: DutyRow) => send(api.POST('/api/duties/{id}/sign_in', { params: { path: { id: row.id } }, headers: ifMatch(row) })), touches: TOUCHES, done: t.detail.signed })
}
export function useFinish() {
  return useCommand({
    send: ({ row, visitors, note }: { row: DutyRow; visitors: number; note: string }) => send(api.POST('/api/duties/{id}/finish', { params: { path: { id: row.id } }, body: { visitors, note }, headers: ifMatch(row) })),
    touches: TOUCHES,
    done: t.detail.saved,
  })
}
export function useSwap() {
  return useCommand({
    send: ({ row, person, reason }: { row: DutyRow; person: string; reason: string }) => send(api.POST('/api/duties/{id}/swap', { params: { path: { id: row.id } }, body: { person_id: person, reason }, headers: ifMatch(row) })),
    touches: TOUCHES,
    done: t.detail.swapped,
  })
}
export function useCancel() {
  return useCommand({
    send: ({ row, reason }: { row: DutyRow; reason: string }) => send(api.POST('/api/duties/{id}/cancel', { params: { path: { id: row.id } }, body: { reason }, headers: ifMatch(row) })),
    touches: TOUCHES,
    done: t.detail.cancelled,
  })
}
