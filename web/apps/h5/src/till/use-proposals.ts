import { api, newKey, send, sendTagged, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { again } from '../again'
import type { Kind } from './proposal-form'

const PROPOSALS = ['till', 'proposals'] as const
const NEWS = ['till', 'news'] as const

/** Standing discounts of the own merchant that are not over. */
export function useRunning() {
  return useQuery({ queryKey: [...PROPOSALS, 'running'], queryFn: () => send(api.GET('/api/till/discounts')), staleTime: 0 })
}

/** Proposals of the own merchant, newest first. */
export function useProposals() {
  return useInfiniteQuery({
    queryKey: [...PROPOSALS, 'all'],
    queryFn: ({ pageParam }) => send(api.GET('/api/till/proposals', { params: { query: pageParam === '' ? {} : { after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 0,
  })
}

/** One of them, with the version that was seen. */
export function useProposal(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => [...PROPOSALS, id.value]), queryFn: () => sendTagged(api.GET('/api/till/proposals/{id}', { params: { path: { id: id.value } } })), enabled: computed(() => id.value !== ''), staleTime: 0 })
}

/** What the union answered and nobody here has read. */
export function useNews() {
  const queryClient = useQueryClient()
  const news = useQuery({ queryKey: NEWS, queryFn: () => send(api.GET('/api/till/news')), staleTime: 30_000 })
  const read = useMutation({
    mutationFn: (id: string) => send(api.POST('/api/till/news/{id}/read', { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: NEWS }),
  })
  return { items: computed(() => news.data.value ?? []), read }
}

/** A proposal as it was seen. */
export interface Seen {
  id: string
  etag: string
}

/** Writing a proposal, handing it in, taking it back. */
export function useWriteProposal() {
  const queryClient = useQueryClient()
  const settled = { onSettled: () => queryClient.invalidateQueries({ queryKey: PROPOSALS }) }
  const at = ({ id, etag }: Seen) => ({ params: { path: { id } }, headers: { 'If-Match': etag } })
  // The same content sent again begins one proposal, also when the line broke.
  let kept = { text: '', key: '' }
  return {
    begin: useMutation({
      mutationFn: async (input: { kind: Kind; discount: string; body: Schema<'BenefitProposalTold'> }): Promise<Seen> => {
        const body = { kind: input.kind, discount_id: input.discount || null, ...input.body }
        const text = JSON.stringify(body)
        if (kept.text !== text) kept = { text, key: newKey() }
        const headers = { 'Idempotency-Key': kept.key }
        const made = await again(() => send(api.POST('/api/till/proposals', { body, headers })))
        return { id: made.id, etag: `"${made.version}"` }
      },
      ...settled,
    }),
    edit: useMutation({
      mutationFn: async (input: Seen & { body: Schema<'BenefitProposalTold'> }): Promise<Seen> => {
        const { etag } = await sendTagged(api.PUT('/api/till/proposals/{id}', { ...at(input), body: input.body }))
        return { id: input.id, etag }
      },
      ...settled,
    }),
    propose: useMutation({ mutationFn: (seen: Seen) => send(api.POST('/api/till/proposals/{id}/propose', at(seen))), ...settled }),
    withdraw: useMutation({ mutationFn: (seen: Seen) => send(api.POST('/api/till/proposals/{id}/withdraw', at(seen))), ...settled }),
  }
}
