import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'
import { KINDS } from './use-visits'

export type PlanRow = Schema<'VisitPlanRow'>
export type PlanDetail = Schema<'VisitPlanDetail'>
export type Team = Schema<'VisitTeam'>
export type TownRow = Schema<'VisitTownRow'>
export type Candidate = Schema<'VisitCandidate'>

const STATES: readonly Schema<'VisitPlanState'>[] = ['open', 'closed']
export const PLAN_STATE_OPTIONS = STATES.map((value) => ({ value, label: t.plan.states[value] }))

export const PLAN_FILTERS = ['union_id', 'kind', 'state'] as const
type Name = (typeof PLAN_FILTERS)[number]

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, kind: KINDS.find((one) => one === filters.kind), state: STATES.find((one) => one === filters.state) }
}

export function usePlans() {
  return useKeysetList({
    key: 'visit-plan',
    filters: PLAN_FILTERS,
    load: (state, signal) => send(api.GET('/api/visit_plans', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/visit_plans/export', permission: 'visit.export', conditions },
  })
}

/** Plans to choose among, newest first. */
export function usePlanChoices(open: boolean) {
  return useQuery({
    queryKey: ['visit-plan', 'choices', open],
    queryFn: async () => (await send(api.GET('/api/visit_plans', { params: { query: { state: open ? 'open' : undefined, limit: 100 } } }))).items,
  })
}

export function usePlan(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['visit-plan', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/visit_plans/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

const TOUCHES = [['visit-plan'], ['visit']] as const

export function useCreatePlan() {
  return useCommand({ send: (body: Schema<'NewVisitPlan'>, headers) => send(api.POST('/api/visit_plans', { body, headers })), touches: TOUCHES, tell: false })
}
export function useEditPlan() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'VisitPlanDraft'> }) => send(api.PATCH('/api/visit_plans/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    tell: false,
  })
}
export function useAssign() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'EmployersToVisit'> }, headers) => send(api.POST('/api/visit_plans/{id}/employers', { params: { path: { id } }, body, headers })),
    touches: [...TOUCHES, ['visit-candidate']],
    done: (made) => t.assign.done(made.added, made.skipped),
  })
}

/** The conditions under which employers are looked for. */
export interface Wanted {
  union: string
  above: boolean
  since: string
  q: string
  plan: string
}

/** The conditions as the endpoint reads them. */
export function wantedConditions(of: Wanted) {
  return { union_id: of.union || undefined, above_scale: of.above || undefined, not_since: of.since || undefined, not_in_plan: of.plan || undefined, q: of.q || undefined }
}

/** A page of employers that may be visited. */
export function useCandidates(wanted: Ref<Wanted>, after: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['visit-candidate', wanted.value, after.value]),
    queryFn: ({ signal }) => send(api.GET('/api/visit_candidates', { params: { query: { ...wantedConditions(wanted.value), after: after.value || undefined, limit: PAGE_SIZE } }, signal })),
  })
}

/** Which figures. */
export interface FiguresAsked {
  union: string
  plan: string
  from: string
  to: string
}

/** What was asked, as the endpoint reads it. */
export function figureQuery(of: FiguresAsked) {
  return { union_id: of.union || undefined, plan_id: of.plan || undefined, from: of.from || undefined, to: of.to || undefined }
}

export function useFigures(asked: Ref<FiguresAsked>) {
  return useQuery({
    queryKey: computed(() => ['visit', 'figures', asked.value]),
    queryFn: ({ signal }) => send(api.GET('/api/visit_figures', { params: { query: figureQuery(asked.value) }, signal })),
  })
}
