import { api, ApiProblem, newKey, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, type Ref } from 'vue'
import { again } from './again'

export type Post = Schema<'PublicPost'>
export type PostDetail = Schema<'PublicPostDetail'>
export type PostComment = Schema<'PublicPostComment'>
export type OwnPostComment = Schema<'OwnPostComment'>

/** What a page of a post shows, whoever reads it. */
export interface ShownPost {
  post: PostDetail
  /** What the member said below it. */
  own: OwnPostComment[]
}

/** Columns that have something to read, for whoever reads. */
export function usePostColumns(member: Ref<boolean | undefined>) {
  return useQuery({
    queryKey: computed(() => ['posts', 'columns', member.value]),
    queryFn: () => (member.value ? send(api.GET('/api/me/post_columns')) : send(api.GET('/api/public/post_columns'))),
    enabled: computed(() => member.value !== undefined),
  })
}

/** Posts, page after page: those of the own unions for a member, all of them for everybody else. */
export function usePosts(column: Ref<string>, member: Ref<boolean | undefined>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['posts', 'list', column.value, member.value]),
    queryFn: ({ pageParam }) => {
      const query = { column_id: column.value || undefined, after: pageParam || undefined }
      return member.value ? send(api.GET('/api/me/posts', { params: { query } })) : send(api.GET('/api/public/posts', { params: { query } }))
    },
    enabled: computed(() => member.value !== undefined),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
}

/** One post. Asking for it is what counts as reading it: it is asked for once for each time that the page is opened. */
export function usePost(id: Ref<string>, member: Ref<boolean | undefined>) {
  return useQuery({
    queryKey: computed(() => ['posts', 'one', id.value, member.value]),
    queryFn: async (): Promise<ShownPost> => {
      const at = { params: { path: { id: id.value } } }
      if (!member.value) return { post: await send(api.GET('/api/public/posts/{id}', at)), own: [] }
      const { own_comments: own, ...post } = await send(api.GET('/api/me/posts/{id}', at))
      return { post, own }
    },
    enabled: computed(() => member.value !== undefined),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Comments beyond the first ones, page after page. */
export function useMoreComments(id: Ref<string>) {
  const more = ref<PostComment[]>([])
  const next = ref<string | null>()
  const busy = ref(false)
  const problem = shallowRef<ApiProblem>()
  async function load(before: string) {
    if (busy.value) return
    busy.value = true
    problem.value = undefined
    try {
      const page = await send(api.GET('/api/public/posts/{id}/comments', { params: { path: { id: id.value }, query: { before } } }))
      more.value = [...more.value, ...page.items]
      next.value = page.next ?? null
    } catch (error) {
      problem.value = ApiProblem.from(error)
    } finally {
      busy.value = false
    }
  }
  return { more, next, busy, problem, load }
}

/** Says something below a post; a retry after a lost connection says it once. */
export function useSayBelow(id: Ref<string>) {
  const queryClient = useQueryClient()
  const busy = ref(false)
  const problem = shallowRef<ApiProblem>()
  let kept: { body: string; key: string } | undefined
  async function say(body: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    if (kept?.body !== body) kept = { body, key: newKey() }
    const headers = { 'Idempotency-Key': kept.key }
    try {
      const said = await again(() => send(api.POST('/api/me/posts/{id}/comments', { params: { path: { id: id.value } }, body: { body }, headers })))
      kept = undefined
      // Shown without asking for the post again, which would count as reading it once more.
      queryClient.setQueriesData<ShownPost>({ queryKey: ['posts', 'one', id.value] }, (shown) => shown && { ...shown, own: [said, ...shown.own] })
      return true
    } catch (error) {
      problem.value = ApiProblem.from(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, say }
}
