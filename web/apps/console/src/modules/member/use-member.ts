import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'
import { STATUSES } from './member-status'

export type MemberRow = Schema<'MemberRow'>
export type MemberDetail = Schema<'MemberDocument'>

/** The filters of the list of members. */
export const MEMBER_FILTERS = ['union_id', 'status', 'employer_id', 'sex', 'work_state', 'politics', 'migrant_worker', 'flag', 'flag_on', 'joined_from', 'joined_to', 'missing', 'doubt', 'seconded'] as const
type Name = (typeof MEMBER_FILTERS)[number]
/** Who works at another union for a time. */
export const SECONDED = ['here', 'away'] as const
/** The offered orders. */
export const MEMBER_SORTS = ['union', 'name', 'recent'] as const

/** The conditions of a state, as the server reads them. */
export function memberConditions({ q, sort, filters }: Pick<ListState<Name>, 'q' | 'sort' | 'filters'>) {
  const { status, seconded, ...others } = filters
  return { ...others, q: q || undefined, sort: MEMBER_SORTS.find((known) => known === sort), status: STATUSES.find((known) => known === status), seconded: SECONDED.find((known) => known === seconded) }
}

/** Members in sight; `flag` narrows the list for good, as the register of newcomers does. */
export function useMembers(flag?: string) {
  const fixed = flag === undefined ? {} : { flag }
  return useKeysetList({
    key: flag === undefined ? 'member' : `member-${flag}`,
    filters: MEMBER_FILTERS,
    load: (state, signal) => send(api.GET('/api/members', { params: { query: { ...memberConditions(state), ...fixed, after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/members/count', { params: { query: { ...memberConditions({ ...state, sort: '' }), ...fixed, exact } }, signal })),
  })
}

/** One member with the tag for an edit. */
export function useMember(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['member', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/members/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

export function useMemberHistory(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['member', 'history', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/history', { params: { path: { id: id.value } } })),
    enabled: wanted,
  })
}

/** All documents of a member. */
export function useDocuments(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['member', 'documents', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/documents', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

export function useAddDocument() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'DocumentForm'> }, headers) => send(api.POST('/api/members/{id}/documents', { params: { path: { id } }, body, headers })),
    touches: [['member']],
    tell: false,
  })
}

export function useRemoveDocument() {
  return useCommand({
    send: ({ id, document }: { id: string; document: string }) => send(api.DELETE('/api/members/{id}/documents/{document_id}', { params: { path: { id, document_id: document } } })),
    touches: [['member']],
  })
}

export function useCreateMember() {
  return useCommand({ send: (body: Schema<'MemberForm'>, headers) => send(api.POST('/api/members', { body, headers })), touches: [['member'], ['home'], ['transfer']], tell: false })
}

export function useUpdateMember() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'MemberEdit'> }) =>
      send(api.PATCH('/api/members/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: [['member']],
    tell: false,
  })
}

export function useLeave() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'LeaveRequest'> }, headers) => send(api.POST('/api/members/{id}/leave', { params: { path: { id } }, body, headers })),
    touches: [['member'], ['home']],
    tell: false,
  })
}

/** The last step of a member, if it may be taken back now. */
export function useLastStep(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['member', 'step', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/last_step', { params: { path: { id: id.value } } })),
    enabled: wanted,
  })
}

export function useUndoStep() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'UndoRequest'> }, headers) => send(api.POST('/api/members/{id}/undo_step', { params: { path: { id } }, body, headers })),
    touches: [['member'], ['home']],
    done: t.leave.undone,
  })
}

/** Asks for a sealed value in full. The answer is never cached. */
export function useReveal() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'RevealRequest'> }, headers) => send(api.POST('/api/members/{id}/reveal', { params: { path: { id } }, body, headers })),
    touches: [['member', 'history']],
  })
}
