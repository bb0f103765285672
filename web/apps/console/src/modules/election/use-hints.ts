import { api, send, type Schema } from '@niangjia/api'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type Hint = Schema<'HintRow'>

export const HINT_FILTERS = ['union_id', 'dismissed'] as const

/** Employers that should have a union of their own, most members first. */
export function useHints() {
  return useKeysetList({
    key: 'founding-hint',
    filters: HINT_FILTERS,
    exports: { path: '/api/founding_hints/export', permission: 'election.export', conditions: ({ filters }) => ({ union_id: filters.union_id, dismissed: filters.dismissed === 'true' }) },
    load: ({ after, filters }, signal) => send(api.GET('/api/founding_hints', { params: { query: { after: after || undefined, limit: PAGE_SIZE, union_id: filters.union_id, dismissed: filters.dismissed === 'true' } }, signal })),
    countAll: ({ filters }, exact, signal) => send(api.GET('/api/founding_hints/count', { params: { query: { union_id: filters.union_id, dismissed: filters.dismissed === 'true', exact } }, signal })),
  })
}

/** Puts a suggestion off until a day. */
export function useDismissHint() {
  return useCommand({
    send: ({ hint, until, reason }: { hint: Hint; until: string; reason: string }) =>
      send(api.POST('/api/founding_hints/{union}/{id}/dismiss', { params: { path: { union: hint.union_id, id: hint.id } }, body: { until, reason }, headers: { 'If-Match': `"${hint.version}"` } })),
    touches: [['founding-hint']],
    done: t.hints.done,
  })
}
