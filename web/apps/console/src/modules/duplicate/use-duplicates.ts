import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Found } from '../../components/find'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type SuspectPair = Schema<'SuspectPair'>
export type Comparison = Schema<'Comparison'>
export type ComparedMember = Schema<'ComparedMember'>
export type MergeRow = Schema<'MergeRow'>

export const DUPLICATE_FILTERS = ['dismissed'] as const

/** Pairs of records, both in sight, that may be of the same person. */
export function useSuspects() {
  return useKeysetList({
    key: 'duplicate',
    filters: DUPLICATE_FILTERS,
    exports: { path: '/api/members/suspects/export', permission: 'member.export', conditions: ({ filters }) => ({ dismissed: filters.dismissed === 'true' }) },
    load: ({ after, filters }, signal) =>
      send(api.GET('/api/members/suspects', { params: { query: { after: after || undefined, limit: PAGE_SIZE, dismissed: filters.dismissed === 'true' } }, signal })),
  })
}

/** Says that a pair is of two people, or takes that back. */
export function useVerdict() {
  let two = true
  return useCommand({
    send: (body: Schema<'SuspectVerdict'>, headers) => {
      two = body.two_people
      return send(api.POST('/api/members/suspects/judge', { body, headers }))
    },
    touches: [['duplicate']],
    done: () => (two ? t.told.two : t.told.one),
  })
}

/** Two records side by side. */
export function useComparison(one: Ref<string>, other: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['duplicate', 'compare', one.value, other.value]),
    queryFn: () => send(api.GET('/api/members/{id}/compare/{other_id}', { params: { path: { id: one.value, other_id: other.value } } })),
    staleTime: 0,
  })
}

export function useMerge() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'MergeRequest'> }, headers) => send(api.POST('/api/members/{id}/merge', { params: { path: { id } }, body, headers })),
    touches: [['member'], ['duplicate'], ['home']],
    done: t.merged,
  })
}

/** The merges into a member. */
export function useMerges(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['member', 'merges', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/merges', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

export function useUnmerge() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'UnmergeRequest'> }, headers) => send(api.POST('/api/members/{id}/unmerge', { params: { path: { id } }, body, headers })),
    touches: [['member'], ['duplicate'], ['home']],
    done: t.history.done,
  })
}

export function useMoveDocument() {
  return useCommand({
    send: ({ id, document, body }: { id: string; document: string; body: Schema<'DocumentMove'> }, headers) =>
      send(api.POST('/api/members/{id}/documents/{document_id}/move', { params: { path: { id, document_id: document } }, body, headers })),
    touches: [['member'], ['home']],
    done: t.move.done,
    tell: false,
  })
}

/** Finds members in sight as the list of members does. */
export async function findMembers(q: string): Promise<Found[]> {
  const page = await send(api.GET('/api/members', { params: { query: { q, limit: 20 } } }))
  return page.items.map((row) => ({ value: row.id, label: row.name, hint: `${row.masked_id} ${row.union_name}` }))
}

/** A reason that the server takes. */
export function reasonFits(text: string | null): boolean {
  const length = [...(text ?? '').trim()].length
  return length >= 4 && length <= 200
}

/** A line of the comparison: the same field of both records. */
export interface CompareLine {
  name: string
  label: string
  one: string
  other: string
  differs: boolean
}

/** A line that says whether the two differ; what is missing on one side differs from nothing. */
export function line(name: string, label: string, one: string, other: string): CompareLine {
  return { name, label, one, other, differs: one !== '' && other !== '' && one !== other }
}
