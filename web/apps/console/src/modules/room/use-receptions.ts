import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { c } from './locales/receptions'

export type ReceptionRow = Schema<'ReceptionRow'>
export type SignUpRow = Schema<'SignUpRow'>
export type ReceptionState = ReceptionRow['state']

const KINDS = ['representative', 'chair'] as const
const STATES = ['planned', 'open', 'over', 'cancelled'] as const
export const KIND_OPTIONS = KINDS.map((value) => ({ value, label: c.kinds[value] }))
export const STATE_OPTIONS = STATES.map((value) => ({ value, label: c.states[value] }))
/** How a state is coloured. */
export const STATE_KIND: Readonly<Record<ReceptionState, 'good' | 'wait' | 'bad' | 'quiet'>> = { planned: 'wait', open: 'good', over: 'quiet', cancelled: 'bad' }
export const SIGN_UP_KIND: Readonly<Record<SignUpRow['state'], 'good' | 'wait' | 'bad' | 'quiet'>> = { booked: 'good', waiting: 'wait', cancelled: 'quiet', came: 'good', missed: 'bad' }

/** The filters of the list of reception days. */
export const RECEPTION_FILTERS = ['union_id', 'kind', 'state', 'from', 'to', 'room_id'] as const
type Name = (typeof RECEPTION_FILTERS)[number]

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return {
    q: q || undefined,
    union_id: filters.union_id,
    kind: KINDS.find((known) => known === filters.kind),
    state: STATES.find((known) => known === filters.state),
    from: filters.from,
    to: filters.to,
    room_id: filters.room_id,
  }
}

export function useReceptions() {
  return useKeysetList({
    key: 'reception',
    filters: RECEPTION_FILTERS,
    load: (state, signal) => send(api.GET('/api/receptions', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/receptions/export', permission: 'reception.export', conditions },
    countAll: (state, exact, signal) => send(api.GET('/api/receptions/count', { params: { query: { ...conditions(state), exact } }, signal })),
  })
}

/** The latest reception days of a room. */
export function useReceptionsOf(room: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['reception', 'of-room', room.value]),
    queryFn: async () => (await send(api.GET('/api/receptions', { params: { query: { room_id: room.value, limit: PAGE_SIZE } } }))).items,
  })
}

/** One reception day with the tag of its version. */
export function useReception(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['reception', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/receptions/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}
export function useSignUps(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['reception', 'sign-ups', id.value]), queryFn: () => send(api.GET('/api/receptions/{id}/sign_ups', { params: { path: { id: id.value } } })) })
}

const TOUCHES = [['reception'], ['room']] as const
const tag = (version: number) => ({ 'If-Match': `"${version}"` })

export function useCreateReception() {
  return useCommand({ send: (body: Schema<'NewReception'>, headers) => send(api.POST('/api/receptions', { body, headers })), touches: TOUCHES, tell: false })
}
export function useUpdateReception() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'ReceptionDraft'> }) => send(api.PATCH('/api/receptions/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    tell: false,
  })
}
export function useOpenReception() {
  return useCommand({ send: (row: ReceptionRow) => send(api.POST('/api/receptions/{id}/open', { params: { path: { id: row.id } }, headers: tag(row.version) })), touches: TOUCHES, done: c.actions.opened })
}
export function useFinishReception() {
  return useCommand({ send: (row: ReceptionRow) => send(api.POST('/api/receptions/{id}/finish', { params: { path: { id: row.id } }, headers: tag(row.version) })), touches: TOUCHES, done: c.actions.finished })
}
export function useCancelReception() {
  return useCommand({
    send: ({ row, reason }: { row: ReceptionRow; reason: string }) => send(api.POST('/api/receptions/{id}/cancel', { params: { path: { id: row.id } }, body: { reason }, headers: tag(row.version) })),
    touches: TOUCHES,
    done: (made) => c.cancel.done(made.told, made.to_phone),
  })
}

export function useSignSomebodyUp(id: Ref<string>) {
  return useCommand({
    send: (body: Schema<'NewSignUp'>, headers) => send(api.POST('/api/receptions/{id}/sign_ups', { params: { path: { id: id.value } }, body, headers })),
    touches: TOUCHES,
    done: (made) => (typeof made.seat === 'number' ? c.sign.booked(made.seat) : c.sign.queued),
    tell: false,
  })
}
const path = (id: string, row: SignUpRow) => ({ path: { id, sign_up_id: row.id } })
export function useCancelSignUp(id: Ref<string>) {
  return useCommand({ send: (row: SignUpRow) => send(api.POST('/api/receptions/{id}/sign_ups/{sign_up_id}/cancel', { params: path(id.value, row), headers: tag(row.version) })), touches: TOUCHES, done: c.sign.cancelled })
}
export function useMarkSignUp(id: Ref<string>) {
  return useCommand({
    send: ({ row, came }: { row: SignUpRow; came: boolean }) => send(api.POST('/api/receptions/{id}/sign_ups/{sign_up_id}/mark', { params: path(id.value, row), body: { came }, headers: tag(row.version) })),
    touches: TOUCHES,
    done: c.sign.marked,
  })
}
export function useAnswerSignUp(id: Ref<string>) {
  return useCommand({
    send: ({ row, answer }: { row: SignUpRow; answer: string }) => send(api.POST('/api/receptions/{id}/sign_ups/{sign_up_id}/answer', { params: path(id.value, row), body: { answer }, headers: tag(row.version) })),
    touches: TOUCHES,
    done: c.said.answered,
    tell: false,
  })
}
export function useSignUpCase(id: Ref<string>) {
  return useCommand({
    send: ({ row, body }: { row: SignUpRow; body: Schema<'SignUpCase'> }, headers) => send(api.POST('/api/receptions/{id}/sign_ups/{sign_up_id}/case', { params: path(id.value, row), body, headers })),
    touches: [...TOUCHES, ['case']],
    done: c.said.opened,
    tell: false,
  })
}
export function useRevealSignUp(id: Ref<string>) {
  return useCommand({
    send: ({ row, purpose }: { row: SignUpRow; purpose: string }) => send(api.POST('/api/receptions/{id}/sign_ups/{sign_up_id}/reveal', { params: path(id.value, row), body: { purpose } })),
    touches: [],
  })
}
