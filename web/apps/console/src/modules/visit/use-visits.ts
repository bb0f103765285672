import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import type { Content } from './content'
import { t } from './locales/zh'

export type VisitRow = Schema<'VisitRow'>
export type VisitDetail = Schema<'VisitDetail'>
export type Level = Schema<'VisitLevel'>
export type Kind = Schema<'VisitKind'>
export type State = Schema<'VisitState'>
export type Question = Schema<'VisitQuestion'>

export const KINDS: readonly Kind[] = ['five', 'general', 'focused', 'stay']
export const STATES: readonly State[] = ['planned', 'done', 'cancelled']
export const LEVELS: readonly Level[] = ['good', 'fair', 'poor']
export const KIND_OPTIONS = KINDS.map((value) => ({ value, label: t.kinds[value] }))
export const STATE_OPTIONS = STATES.map((value) => ({ value, label: t.states[value] }))
export const STATE_KIND: Readonly<Record<State, 'good' | 'wait' | 'quiet'>> = { planned: 'wait', done: 'good', cancelled: 'quiet' }

const ISSUE_KINDS = ['outlook', 'burden', 'finance', 'space', 'growth'] as const
export const ISSUE_OPTIONS = ISSUE_KINDS.map((value) => ({ value, label: t.issueKinds[value] }))
/** The words of a kind of issue; its code if it has none. */
export function issueKind(code: string): string {
  const known = ISSUE_KINDS.find((one) => one === code)
  return known ? t.issueKinds[known] : code
}
const ISSUE_STATES = ['open', 'solved', 'explained', 'unsolved', 'declined'] as const
/** The words of the state of an issue, and how it is marked. */
export function issueState(code: string): { text: string; kind: 'good' | 'wait' | 'quiet' | 'bad' } {
  const known = ISSUE_STATES.find((one) => one === code)
  const kind = code === 'solved' ? 'good' : code === 'open' ? 'wait' : code === 'unsolved' ? 'bad' : 'quiet'
  return { text: known ? t.issueStates[known] : code, kind }
}

export const VISIT_FILTERS = ['union_id', 'plan_id', 'kind', 'state', 'mine', 'from', 'to', 'survey_id', 'follows_id'] as const
type Name = (typeof VISIT_FILTERS)[number]

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return {
    q: q || undefined,
    union_id: filters.union_id,
    plan_id: filters.plan_id,
    survey_id: filters.survey_id,
    follows_id: filters.follows_id,
    kind: KINDS.find((one) => one === filters.kind),
    state: STATES.find((one) => one === filters.state),
    mine: filters.mine === 'yes' ? true : undefined,
    from: filters.from,
    to: filters.to,
  }
}

export function useVisits() {
  return useKeysetList({
    key: 'visit',
    filters: VISIT_FILTERS,
    load: (state, signal) => send(api.GET('/api/visits', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/visits/export', permission: 'visit.export', conditions },
    countAll: (state, exact, signal) => send(api.GET('/api/visits/count', { params: { query: { ...conditions(state), exact } }, signal })),
  })
}

export function useVisit(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['visit', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/visits/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

/** Visits that come back to one. */
export function useFollowing(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['visit', 'following', id.value]),
    queryFn: async () => (await send(api.GET('/api/visits', { params: { query: { follows_id: id.value, limit: 50 } } }))).items,
  })
}

/** Most visits of a month that a calendar shows. */
export const MONTH_MOST = 600
const STEP = 200

/** Visits of some days to employers of a union, earliest first. */
export function useMonth(union: Ref<string>, days: Ref<{ from: string; to: string } | undefined>) {
  return useQuery({
    queryKey: computed(() => ['visit', 'month', union.value, days.value]),
    enabled: computed(() => days.value !== undefined),
    queryFn: async ({ signal }) => {
      const rows: VisitRow[] = []
      let after: string | undefined
      do {
        const query = { union_id: union.value || undefined, from: days.value?.from, to: days.value?.to, after, limit: STEP }
        const page = await send(api.GET('/api/visits', { params: { query }, signal }))
        rows.push(...page.items)
        after = page.next ?? undefined
      } while (after !== undefined && rows.length < MONTH_MOST)
      return { rows: rows.reverse(), more: after !== undefined }
    },
  })
}

const TOUCHES = [['visit'], ['case'], ['visit-plan']] as const

export function useCreateVisit() {
  return useCommand({ send: (body: Schema<'NewVisit'>, headers) => send(api.POST('/api/visits', { body, headers })), touches: TOUCHES, tell: false })
}
export function useEditVisit() {
  return useCommand({
    send: ({ id, version, body }: { id: string; version: number; body: Content }) => send(api.PATCH('/api/visits/{id}', { params: { path: { id } }, body, headers: { 'If-Match': `"${version}"` } })),
    touches: TOUCHES,
    tell: false,
  })
}
export function useCancelVisit() {
  return useCommand({
    send: ({ id, etag, reason }: { id: string; etag: string; reason: string }) => send(api.POST('/api/visits/{id}/cancel', { params: { path: { id } }, body: { reason }, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: t.show.cancelled,
  })
}
export function useOpenIssue() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'VisitIssueForm'> }, headers) => send(api.POST('/api/visits/{id}/issues', { params: { path: { id } }, body, headers })),
    touches: TOUCHES,
    done: t.issue.opened,
    tell: false,
  })
}
export function useIssueReport() {
  return useCommand({
    send: (id: string, headers) => send(api.POST('/api/visits/{id}/report', { params: { path: { id } }, headers })),
    touches: [['visit'], ['letter']],
    done: (made) => t.show.reported(made.number),
  })
}

/** Who may lead visits of a union. */
export function useCadres(union: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['visit', 'cadres', union.value]),
    queryFn: () => send(api.GET('/api/visit_cadres', { params: { query: { union_id: union.value } } })),
    enabled: computed(() => union.value !== ''),
  })
}
