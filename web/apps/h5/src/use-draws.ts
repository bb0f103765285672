import { api, ApiProblem, newKey, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, type Ref } from 'vue'
import { again } from './again'

export type PublicDraw = Schema<'BenefitPublicDraw'>
export type OwnDraw = Schema<'BenefitOwnDraw'>

/** Draws of everybody, newest first, page after page. */
export function usePublicDraws(q: Ref<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['public', 'draws', q.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/public/benefit_draws', { params: { query: { q: q.value || undefined, after: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
}

/** A draw as everybody reads it. */
export function usePublicDraw(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['public', 'draw', id.value]),
    queryFn: () => send(api.GET('/api/public/benefit_draws/{id}', { params: { path: { id: id.value } } })),
  })
}

/** Who won and who stands by, names masked, page after page. */
export function useDrawWinners(id: Ref<string>, drawn: Ref<boolean>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['public', 'draw', id.value, 'winners']),
    queryFn: ({ pageParam }) => send(api.GET('/api/public/benefit_draws/{id}/winners', { params: { path: { id: id.value }, query: { from: pageParam || undefined } } })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: drawn,
  })
}

/** The draws that the member entered, newest first. */
export function useOwnDraws(signedIn: Ref<boolean>) {
  return useQuery({ queryKey: ['me', 'draws'], queryFn: () => send(api.GET('/api/me/benefit_draws')), enabled: signedIn, staleTime: 0 })
}

/** A draw as the member sees it. */
export function useOwnDraw(id: Ref<string>, signedIn: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['me', 'draw', id.value]),
    queryFn: () => send(api.GET('/api/me/benefit_draws/{id}', { params: { path: { id: id.value } } })),
    enabled: signedIn,
    staleTime: 0,
  })
}

/** Entering and claiming, one at a time; a retry does nothing twice. */
export function useDrawDeeds(id: Ref<string>) {
  const queryClient = useQueryClient()
  const busy = ref(false)
  const problem = shallowRef<ApiProblem>()
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    try {
      await act()
      return true
    } catch (error) {
      problem.value = ApiProblem.from(error)
      return false
    } finally {
      busy.value = false
      void queryClient.invalidateQueries({ queryKey: ['me'] })
      void queryClient.invalidateQueries({ queryKey: ['public'] })
    }
  }
  const once = () => ({ params: { path: { id: id.value } }, body: {}, headers: { 'Idempotency-Key': newKey() } })
  return {
    busy: computed(() => busy.value),
    problem,
    enter: () => {
      const request = once()
      return run(() => again(() => send(api.POST('/api/me/benefit_campaigns/{id}/enter', request))))
    },
    claim: () => {
      const request = once()
      return run(() => again(() => send(api.POST('/api/me/benefit_draws/{id}/claim', request))))
    },
  }
}
