import { api, send, type Schema } from '@niangjia/api'
import { PAGE_SIZE, useKeysetList } from '../../composables/use-keyset-list'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/zh'

/** An entry as the server gives it. */
export type Entry = Schema<'PostsEntry'>

/** The entries of the union that the filter names. */
export function useEntries() {
  return useKeysetList({
    key: 'posts',
    filters: ['union_id'] as const,
    load: ({ after, filters }, signal) => {
      const union_id = filters.union_id
      if (union_id === undefined) return Promise.resolve({ items: [] as Entry[] })
      return send(api.GET('/api/posts/{union_id}/entries', { params: { path: { union_id }, query: { after: after || undefined, limit: PAGE_SIZE } }, signal }))
    },
  })
}

/** Writes an entry. */
export function useAddEntry() {
  return useCommand({
    send: ({ union_id, body }: { union_id: string; body: string }, headers) =>
      send(api.POST('/api/posts/{union_id}/entries', { params: { path: { union_id } }, body: { body }, headers })),
    touches: [['posts']],
    done: t.done,
  })
}
