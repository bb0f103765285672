import { api, ApiProblem, newKey, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, type Ref } from 'vue'
import { again } from './again'

export type PublicCase = Schema<'PublicCase'>
export type OwnClaim = Schema<'OwnClaim'>

/** The text of a public field; empty where it was not filled in. */
export const textOf = (one: Pick<PublicCase, 'fields'>, code: string): string => one.fields.find((field) => field.code === code)?.text ?? ''

/** What of a kind everybody reads, newest first, page after page. */
export function usePublicCases(kind: string) {
  return useInfiniteQuery({
    queryKey: ['public', kind],
    queryFn: ({ pageParam }) => send(api.GET('/api/told/public', { params: { query: { kind, after: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 5_000,
  })
}

/** What the member has claimed. */
export function useOwnClaims(signedIn: Ref<boolean>) {
  return useQuery({ queryKey: ['me', 'claims'], queryFn: () => send(api.GET('/api/me/claims')), enabled: signedIn, staleTime: 0 })
}

/** Claims and what is done with them, one at a time; a retry claims nothing twice. */
export function useClaims() {
  const queryClient = useQueryClient()
  const busy = ref('')
  const problem = shallowRef<ApiProblem>()
  async function run(id: string, act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value !== '') return false
    busy.value = id
    problem.value = undefined
    try {
      await act()
      return true
    } catch (error) {
      problem.value = ApiProblem.from(error)
      return false
    } finally {
      busy.value = ''
      void queryClient.invalidateQueries({ queryKey: ['public'] })
      void queryClient.invalidateQueries({ queryKey: ['me', 'claims'] })
    }
  }
  return {
    busy: computed(() => busy.value),
    problem,
    claim: (id: string) => {
      const headers = { 'Idempotency-Key': newKey() }
      return run(id, () => again(() => send(api.POST('/api/me/claims', { body: { case_id: id }, headers }))))
    },
    move: (id: string, code: string, note: string) => run(id, () => send(api.POST('/api/me/claims/{id}/moves', { params: { path: { id } }, body: { code, note } }))),
  }
}
