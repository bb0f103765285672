import { api, ApiProblem, send, type Schema } from '@niangjia/api'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, type Ref } from 'vue'
import { again } from './again'

const FOLLOWED = ['me', 'followed_unions'] as const

/** Whether the member follows a union, and changing it. */
export function useFollow(union: Ref<string>, member: Ref<boolean>) {
  const queryClient = useQueryClient()
  const { data } = useQuery({ queryKey: FOLLOWED, queryFn: () => send(api.GET('/api/me/followed_unions')), enabled: member, staleTime: 30_000 })
  const busy = ref(false)
  const problem = shallowRef<ApiProblem>()
  const followed = computed(() => data.value?.find((one) => one.union_id === union.value))
  async function change(call: () => Promise<Schema<'FollowedUnion'>[]>) {
    if (busy.value) return
    busy.value = true
    problem.value = undefined
    try {
      queryClient.setQueryData(FOLLOWED, await again(call))
    } catch (error) {
      problem.value = ApiProblem.from(error)
    } finally {
      busy.value = false
    }
  }
  const path = () => ({ params: { path: { union_id: union.value } } })
  const follow = (notices: boolean) => change(() => send(api.PUT('/api/me/followed_unions/{union_id}', { ...path(), body: { notices } })))
  const unfollow = () => change(() => send(api.DELETE('/api/me/followed_unions/{union_id}', path())))
  return { loaded: computed(() => data.value !== undefined), followed, busy, problem, follow, unfollow }
}
