import { api, send, type Schema } from '@niangjia/api'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type CommentRow = Schema<'PostCommentRow'>
export type CommentState = Schema<'PostCommentState'>

export const COMMENT_FILTERS = ['state', 'union_id', 'post_id'] as const
type Name = (typeof COMMENT_FILTERS)[number]
export const COMMENT_STATES = Object.keys(t.comment.states) as CommentState[]
export const COMMENT_STATE: Readonly<Record<CommentState, 'good' | 'wait' | 'quiet'>> = { waiting: 'wait', shown: 'good', hidden: 'quiet' }

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, post_id: filters.post_id, state: COMMENT_STATES.find((known) => known === filters.state) }
}

export function useComments() {
  return useKeysetList({
    key: 'post-comment',
    filters: COMMENT_FILTERS,
    load: (state, signal) => send(api.GET('/api/post_comments', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/post_comments/export', permission: 'post.export', conditions },
  })
}

/** Lets a comment be read by everybody, or not. */
export function useDecideComment() {
  return useCommand({
    send: ({ post, id, show, reason = '' }: { post: string; id: string; show: boolean; reason?: string }) => send(api.POST('/api/posts/{id}/comments/{comment_id}/decide', { params: { path: { id: post, comment_id: id } }, body: { show, reason } })),
    touches: [['post-comment'], ['post']],
    done: (decided) => (decided.state === 'shown' ? t.comment.shown : t.comment.hidden),
  })
}
