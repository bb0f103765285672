import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { r } from './locales/rooms'

export type RoomRow = Schema<'RoomRow'>
export type RoomShift = Schema<'RoomShift'>
export type StandardItem = Schema<'RoomStandardItem'>

const STATES = ['open', 'closed'] as const
const STANDARDS = ['met', 'unmet', 'unchecked'] as const
const DUTY = ['true', 'false'] as const
export const STATE_OPTIONS = STATES.map((value) => ({ value, label: r.states[value] }))
export const STANDARD_OPTIONS = STANDARDS.map((value) => ({ value, label: r.standards[value] }))
export const DUTY_OPTIONS = DUTY.map((value) => ({ value, label: r.onDuty[value] }))

/** How the standard of a room is coloured. */
export function standardKind(row: RoomRow): 'good' | 'bad' | 'quiet' {
  return row.passed === true ? 'good' : row.passed === false ? 'bad' : 'quiet'
}

/** The filters of the list of rooms. */
export const ROOM_FILTERS = ['union_id', 'state', 'standard', 'on_duty'] as const
type Name = (typeof ROOM_FILTERS)[number]

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return {
    q: q || undefined,
    union_id: filters.union_id,
    state: STATES.find((known) => known === filters.state),
    standard: STANDARDS.find((known) => known === filters.standard),
    on_duty: filters.on_duty === undefined ? undefined : filters.on_duty === 'true',
  }
}

export function useRooms() {
  return useKeysetList({
    key: 'room',
    filters: ROOM_FILTERS,
    load: (state, signal) => send(api.GET('/api/rooms', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/rooms/export', permission: 'room.export', conditions },
    countAll: (state, exact, signal) => send(api.GET('/api/rooms/count', { params: { query: { ...conditions(state), exact } }, signal })),
  })
}

/** One room with the tag of its version. */
export function useRoom(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['room', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/rooms/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

/** Employers that a union covers. */
export function useCovered(union: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['room', 'employers', union.value]),
    queryFn: () => send(api.GET('/api/room_employers', { params: { query: { union_id: union.value } } })),
    enabled: computed(() => union.value !== ''),
  })
}

const TOUCHES = [['room']] as const
const tag = (version: number) => ({ 'If-Match': `"${version}"` })

export function useCreateRoom() {
  return useCommand({ send: (body: Schema<'NewRoom'>, headers) => send(api.POST('/api/rooms', { body, headers })), touches: TOUCHES, tell: false })
}
export function useUpdateRoom() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'RoomDraft'> }) => send(api.PATCH('/api/rooms/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    tell: false,
  })
}
export function useRoomState() {
  return useCommand({
    send: ({ row, state, reason }: { row: RoomRow; state: 'open' | 'closed'; reason: string }) => send(api.POST('/api/rooms/{id}/state', { params: { path: { id: row.id } }, body: { state, reason }, headers: tag(row.version) })),
    touches: TOUCHES,
    done: (row) => (row.state === 'closed' ? r.close.done : r.close.opened),
  })
}

/** The building standard of today. */
export function useStandard() {
  return useQuery({ queryKey: ['room', 'standard'], queryFn: () => send(api.GET('/api/room_standard')) })
}
export function useChecks(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['room', 'checks', id.value]), queryFn: () => send(api.GET('/api/rooms/{id}/checks', { params: { path: { id: id.value } } })) })
}
export function useCheck(id: Ref<string>) {
  return useCommand({
    send: (body: Schema<'NewRoomCheck'>, headers) => send(api.POST('/api/rooms/{id}/checks', { params: { path: { id: id.value } }, body, headers })),
    touches: TOUCHES,
    done: (made) => (made.passed ? r.check.passed : r.check.failed),
    tell: false,
  })
}

export function useShifts(id: Ref<string>, days: Ref<{ from: string; to: string }>) {
  return useQuery({
    queryKey: computed(() => ['room', 'shifts', id.value, days.value]),
    queryFn: () => send(api.GET('/api/rooms/{id}/shifts', { params: { path: { id: id.value }, query: days.value } })),
  })
}
export function usePlanShifts(id: Ref<string>) {
  return useCommand({
    send: (body: Schema<'RoomShiftPlan'>, headers) => send(api.POST('/api/rooms/{id}/shifts', { params: { path: { id: id.value } }, body, headers })),
    touches: TOUCHES,
    done: (made) => r.duty.planned(made.made, made.kept),
    tell: false,
  })
}
export function useEditShift(id: Ref<string>) {
  return useCommand({
    send: ({ shift, body }: { shift: RoomShift; body: Schema<'RoomShiftDraft'> }) => send(api.PATCH('/api/rooms/{id}/shifts/{shift_id}', { params: { path: { id: id.value, shift_id: shift.id } }, body, headers: tag(shift.version) })),
    touches: TOUCHES,
    done: r.duty.saved,
    tell: false,
  })
}
export function useCancelShift(id: Ref<string>) {
  return useCommand({
    send: ({ shift, reason }: { shift: RoomShift; reason: string }) => send(api.POST('/api/rooms/{id}/shifts/{shift_id}/cancel', { params: { path: { id: id.value, shift_id: shift.id } }, body: { reason }, headers: tag(shift.version) })),
    touches: TOUCHES,
    done: r.duty.cancelled,
  })
}

/** Coverage of employers above the designated size by rooms beneath a union. */
export function useCoverage(union: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['room', 'coverage', union.value]), queryFn: () => send(api.GET('/api/room_coverage', { params: { query: { union_id: union.value || undefined } } })) })
}

export const WITHOUT_FILTERS = ['union_id'] as const
export function useWithout() {
  const of = ({ filters }: Pick<ListState<'union_id'>, 'filters'>) => ({ union_id: filters.union_id })
  return useKeysetList({
    key: 'room-without',
    filters: WITHOUT_FILTERS,
    load: (state, signal) => send(api.GET('/api/room_coverage/without', { params: { query: { ...of(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/room_coverage/without/export', permission: 'room.export', conditions: of },
  })
}
