import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type ArticleRow = Schema<'ArticleRow'>
export type ArticleDetail = Schema<'ArticleDetail'>
export type ArticleState = Schema<'ArticleState'>

/** The filters of the list. */
export const ARTICLE_FILTERS = ['topic', 'state', 'due'] as const
type Name = (typeof ARTICLE_FILTERS)[number]
export const STATES: readonly ArticleState[] = ['draft', 'published', 'withdrawn']
const TOUCHES = [['knowledge']] as const
/** Most results beside a conversation. */
const RESULTS = 20

/** How a state is coloured. */
export const stateKind = (state: ArticleState) => ({ draft: 'wait', published: 'good', withdrawn: 'quiet' } as const)[state]

/** The conditions of the list, as its endpoint reads them. */
export function articleConditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, topic: filters.topic, state: STATES.find((known) => known === filters.state), due: filters.due === 'true' }
}

export function useArticles() {
  return useKeysetList({
    key: 'knowledge',
    filters: ARTICLE_FILTERS,
    load: (state, signal) => send(api.GET('/api/knowledge', { params: { query: { ...articleConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/knowledge/export', permission: 'knowledge.export', conditions: articleConditions },
  })
}

/** What readers find by some words. */
export function useFound(q: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['knowledge', 'found', q.value]),
    queryFn: ({ signal }) => send(api.GET('/api/knowledge', { params: { query: { q: q.value, state: 'published', limit: RESULTS } }, signal })),
    enabled: computed(() => q.value !== ''),
    placeholderData: keepPreviousData,
  })
}

/** One article, with the tag of its version. */
export function useArticle(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['knowledge', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/knowledge/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

export function useCreateArticle() {
  return useCommand({ send: (body: Schema<'NewArticle'>, headers) => send(api.POST('/api/knowledge', { body, headers })), touches: TOUCHES, done: t.form.created, tell: false })
}

export function useEditArticle() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'ArticleForm'> }) => send(api.PATCH('/api/knowledge/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: (after) => (after.edited ? t.form.saved : t.form.created),
    tell: false,
  })
}

export function usePublishArticle() {
  return useCommand({
    send: ({ id, etag }: { id: string; etag: string }) => send(api.POST('/api/knowledge/{id}/publish', { params: { path: { id } }, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.published,
  })
}

export function useWithdrawArticle() {
  return useCommand({
    send: ({ id, etag, reason }: { id: string; etag: string; reason: string }) => send(api.POST('/api/knowledge/{id}/withdraw', { params: { path: { id } }, body: { reason }, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.withdraw.done,
  })
}
