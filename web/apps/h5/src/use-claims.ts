import { api, ApiProblem, fetchFile, newKey, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, type Ref } from 'vue'
import { again } from './again'
import type { PhotoPlace } from './use-photos'

export type OwnMutualClaim = Schema<'MutualOwnClaimDetail'>
export type OpenedClaimCase = Schema<'MutualOpenedCase'>

const LIST = ['me', 'mutual_claims'] as const
const one = (id: string) => ['me', 'mutual_claim', id] as const

/** The own claims, newest first. */
export function useMutualClaims() {
  return useQuery({ queryKey: LIST, queryFn: () => send(api.GET('/api/me/mutual_claims')), staleTime: 5_000 })
}

/** One of them. */
export function useMutualClaim(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => one(id.value)),
    queryFn: () => send(api.GET('/api/me/mutual_claims/{id}', { params: { path: { id: id.value } } })),
    staleTime: 0,
  })
}

/** What one may apply for, with the papers, the words of consent and the card that is paid on. */
export function useMutualForm() {
  return useQuery({ queryKey: ['me', 'mutual_form'], queryFn: () => send(api.GET('/api/me/mutual_claim_form')), staleTime: 0 })
}

/** A paper that the member sent; opening it is recorded. */
export async function ownPaper(id: string, file: string): Promise<Blob> {
  return (await fetchFile(`/api/me/mutual_claims/${id}/papers/${file}`, {})).blob
}

/** Where photos of a paper go; the name tells the paper. */
export const paperPlace = (kind: string, title: string): PhotoPlace => ({
  path: (id) => `/api/me/mutual_claims/${id}/papers`,
  file: (tag) => `${title}-${tag}.jpg`,
  along: { note: kind },
  names: async (id) => (await send(api.GET('/api/me/mutual_claims/{id}', { params: { path: { id } } }))).papers.map((paper) => paper.name),
})

/** One deed at a time, each sent once however often the line breaks. */
function useDeeds() {
  const busy = ref(false)
  const problem = shallowRef<ApiProblem>()
  async function run<T>(act: (headers: { 'Idempotency-Key': string }) => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    problem.value = undefined
    const headers = { 'Idempotency-Key': newKey() }
    try {
      return await again(() => act(headers))
    } catch (error) {
      problem.value = ApiProblem.from(error)
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}

/** What the member may do with an own claim. */
export function useClaimDeeds(id: Ref<string>) {
  const queryClient = useQueryClient()
  const { busy, problem, run } = useDeeds()
  const at = () => ({ path: { id: id.value } })
  async function taken(act: (headers: { 'Idempotency-Key': string }) => Promise<OwnMutualClaim>): Promise<boolean> {
    const after = await run(act)
    // Refused, or never answered: what stands now tells.
    if (!after) {
      void queryClient.invalidateQueries({ queryKey: one(id.value) })
      return false
    }
    queryClient.setQueryData(one(after.id), after)
    void queryClient.invalidateQueries({ queryKey: LIST })
    return true
  }
  return {
    busy,
    problem,
    answer: (text: string) => taken((headers) => send(api.POST('/api/me/mutual_claims/{id}/answer', { params: at(), body: { text }, headers }))),
    withdraw: () => taken((headers) => send(api.POST('/api/me/mutual_claims/{id}/withdraw', { params: at(), body: { text: '' }, headers }))),
    appeal: async (text: string): Promise<OpenedClaimCase | undefined> => {
      const opened = await run((headers) => send(api.POST('/api/me/mutual_claims/{id}/appeal', { params: at(), body: { text }, headers })))
      if (opened) void queryClient.invalidateQueries({ queryKey: one(id.value) })
      return opened
    },
  }
}

/** The notices that are on show, for everybody. */
export function usePublicNotices() {
  return useQuery({ queryKey: ['public', 'mutual_notices'], queryFn: () => send(api.GET('/api/public/mutual_notices')) })
}

/** The lines of one, part after part. */
export function usePublicNotice(id: Ref<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['public', 'mutual_notice', id.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/public/mutual_notices/{id}', { params: { path: { id: id.value }, query: pageParam === 0 ? {} : { from: pageParam } } })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** A member objects to a line of a notice. */
export function useObjection() {
  const { busy, problem, run } = useDeeds()
  return { busy, problem, send: (notice: string, seq: number, text: string) => run((headers) => send(api.POST('/api/me/mutual_objections', { body: { notice_id: notice, seq, text }, headers }))) }
}

/** The card that the member is paid on; `null` if there is none. */
export function useOwnCard() {
  return useQuery({ queryKey: ['me', 'mutual_card'], queryFn: () => send(api.GET('/api/me/mutual_card')) })
}

/** Sets that card. */
export function useSetCard() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: { holder: string; bank: string; number: string }) => send(api.PUT('/api/me/mutual_card', { body })),
    onSuccess: () => {
      for (const key of [['me', 'mutual_card'], ['me', 'mutual_form'], LIST, ['me', 'mutual_claim']]) void queryClient.invalidateQueries({ queryKey: key })
    },
  })
}
