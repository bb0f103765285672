import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type PostRow = Schema<'PostRow'>
export type PostDetail = Schema<'PostDetail'>
export type PostState = Schema<'PostState'>
export type Deed = Schema<'PostDeed'>
export type Column = Schema<'PostColumn'>

export const POST_FILTERS = ['column_id', 'state', 'union_id', 'live', 'mine', 'from', 'to'] as const
type Name = (typeof POST_FILTERS)[number]
export const POST_STATES = Object.keys(t.states) as PostState[]
export const POST_STATE: Readonly<Record<PostState, 'good' | 'wait' | 'bad' | 'quiet'>> = {
  draft: 'quiet',
  submitted: 'wait',
  editing: 'wait',
  proposed: 'wait',
  approved: 'wait',
  published: 'good',
  withdrawn: 'bad',
  declined: 'quiet',
}
const TOUCHES = [['post']] as const

/** The conditions of the list, as its endpoint reads them. */
export function postConditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return {
    q: q || undefined,
    column_id: filters.column_id,
    state: POST_STATES.find((known) => known === filters.state),
    union_id: filters.union_id,
    live: filters.live === 'true',
    mine: filters.mine === 'true',
    from: filters.from,
    to: filters.to,
  }
}

export function usePosts() {
  return useKeysetList({
    key: 'post',
    filters: POST_FILTERS,
    load: (state, signal) => send(api.GET('/api/posts', { params: { query: { ...postConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/posts/count', { params: { query: { ...postConditions(state), exact } }, signal })),
    exports: { path: '/api/posts/export', permission: 'post.export', conditions: postConditions },
  })
}

/** What posts of a place came to this year. */
export function usePostFigures(union: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['post', 'figures', union.value]),
    queryFn: () => send(api.GET('/api/post_figures', { params: { query: { union_id: union.value || undefined } } })),
  })
}

/** One post, with the tag of its version. */
export function usePost(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['post', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/posts/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

/** Columns that posts may be in or that lie in sight. */
export function useColumns() {
  return useQuery({ queryKey: ['post', 'columns'], queryFn: () => send(api.GET('/api/post_columns')) })
}

/** A campaign that a post tells of, with how it stands; one that was never on line has no title here. */
export function campaignText(one: Schema<'PublicPostCampaign'> | undefined): string {
  return one ? t.form.campaign(one.title, t.form.campaignStates[one.state]) : t.form.campaignGone
}

/** Campaigns that a post may tell of: those that are published. */
export function useCampaignChoices(enabled: boolean) {
  return useQuery({
    queryKey: ['post', 'campaigns'],
    queryFn: () => send(api.GET('/api/benefit_campaigns', { params: { query: { state: 'published', limit: PAGE_SIZE } } })),
    enabled,
  })
}

export function useCreatePost() {
  return useCommand({ send: (body: Schema<'NewPost'>, headers) => send(api.POST('/api/posts', { body, headers })), touches: TOUCHES, done: t.form.created, tell: false })
}

/** Makes a draft of a week's benefits, or finds the one that is there. */
export function useWriteWeek() {
  return useCommand({
    send: (body: Schema<'WeeklyPostForm'>, headers) => send(api.POST('/api/posts/weekly', { body, headers })),
    touches: TOUCHES,
    done: (made) => (made.made ? t.week.made(made.campaigns) : t.week.there),
  })
}

export function useEditPost() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'PostForm'> }) => send(api.PATCH('/api/posts/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.form.saved,
    tell: false,
  })
}

/** Deeds that lead a post on or back; those of the form and the dialog of approval have their own. */
export type Step = Exclude<Deed, 'edit'>
interface Taken {
  id: string
  etag: string
  deed: Step
  reason?: string
  publishAt?: number
}

function take({ id, etag, deed, reason = '', publishAt }: Taken) {
  const at = { params: { path: { id } }, headers: { 'If-Match': etag } }
  const why = { ...at, body: { reason } }
  switch (deed) {
    case 'submit':
      return send(api.POST('/api/posts/{id}/submit', at))
    case 'recall':
      return send(api.POST('/api/posts/{id}/recall', at))
    case 'review':
      return send(api.POST('/api/posts/{id}/review', at))
    case 'return':
      return send(api.POST('/api/posts/{id}/return', why))
    case 'decline':
      return send(api.POST('/api/posts/{id}/decline', why))
    case 'propose':
      return send(api.POST('/api/posts/{id}/propose', at))
    case 'approve':
      return send(api.POST('/api/posts/{id}/approve', { ...at, body: { publish_at: publishAt ?? null } }))
    case 'send_back':
      return send(api.POST('/api/posts/{id}/send_back', why))
    case 'withdraw':
      return send(api.POST('/api/posts/{id}/withdraw', why))
    case 'correct':
      return send(api.POST('/api/posts/{id}/correct', why))
    case 'abandon':
      return send(api.POST('/api/posts/{id}/abandon', at))
  }
}

/** Takes a post one deed on. */
export function useStep() {
  const command = useCommand({ send: async (taken: Taken) => ({ deed: taken.deed, after: await take(taken) }), touches: TOUCHES, done: ({ deed }) => t.done[deed] })
  return command
}

export function useKeepColumn() {
  return useCommand({
    send: ({ id, etag, union, body }: { id: string; etag: string; union: string; body: Schema<'PostColumnForm'> }, headers) =>
      id === ''
        ? send(api.POST('/api/post_columns', { body: { ...body, union_id: union }, headers }))
        : send(api.PATCH('/api/post_columns/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.column.done,
    tell: false,
  })
}
