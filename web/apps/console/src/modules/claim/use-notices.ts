import { api, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { g } from './locales/notice'
import { CLAIM_TOUCHES } from './use-claims'

export type Notice = Schema<'MutualNotice'>
export type NoticeState = Schema<'MutualNoticeState'>
export type NoticeLine = Schema<'MutualNoticeLine'>

export const NOTICE_STATES: readonly NoticeState[] = ['open', 'over']
export const NOTICE_KIND: Readonly<Record<NoticeState, 'wait' | 'quiet'>> = { open: 'wait', over: 'quiet' }
export const NOTICE_FILTERS = ['union_id', 'state'] as const
type Name = (typeof NOTICE_FILTERS)[number]
function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, state: NOTICE_STATES.find((one) => one === filters.state) }
}

export function useNotices() {
  return useKeysetList({
    key: 'claim-notice',
    filters: NOTICE_FILTERS,
    load: (state, signal) => send(api.GET('/api/mutual_notices', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/mutual_notices/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/mutual_notices/export', permission: 'claim.export', conditions },
  })
}
export function useNotice(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['claim-notice', 'one', id.value]), queryFn: () => send(api.GET('/api/mutual_notices/{id}', { params: { path: { id: id.value } } })) })
}

/** The lines of a notice; a paper asks for all of them. */
export function useNoticeLines(id: Ref<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['claim-notice', 'lines', id.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/mutual_notices/{id}/lines', { params: { path: { id: id.value }, query: { from: pageParam } } })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
export function useAllLines(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['claim-notice', 'all', id.value]),
    queryFn: async ({ signal }) => {
      const rows: NoticeLine[] = []
      for (let from: number | undefined = 0; from !== undefined; ) {
        const page: Schema<'MutualNoticeLines'> = await send(api.GET('/api/mutual_notices/{id}/lines', { params: { path: { id: id.value }, query: { from } }, signal }))
        rows.push(...page.rows)
        from = page.next ?? undefined
      }
      return rows
    },
  })
}

/** How many approved claims wait for a notice, and their sum in 分. */
export function useWaiting(fund: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['claim', 'for-notice', fund.value]),
    queryFn: () => send(api.GET('/api/mutual_claims/count', { params: { query: { fund_id: fund.value || undefined, state: 'approved', exact: true } } })),
    enabled: computed(() => fund.value !== ''),
    staleTime: 0,
  })
}
export function usePublish() {
  return useCommand({ send: (body: Schema<'MutualNoticeDraft'>, headers) => send(api.POST('/api/mutual_notices', { body, headers })), touches: CLAIM_TOUCHES, done: g.done, tell: false })
}
