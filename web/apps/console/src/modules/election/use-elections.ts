import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'

/** What an election of today is checked against. */
export type Law = Schema<'ElectionLaw'>
export type Election = Schema<'ElectionDocument'>
export type Candidate = Schema<'Candidate'>

export const ELECTION_FILTERS = ['union_id'] as const
export const TERM_FILTERS = ['union_id', 'within'] as const
const TOUCHED = [['election'], ['union'], ['home']] as const

/** Foundings and elections under way, oldest first. */
export function useOpenElections() {
  return useKeysetList({
    key: 'election',
    filters: ELECTION_FILTERS,
    exports: { path: '/api/elections/export', permission: 'election.export', conditions: ({ filters }) => ({ union_id: filters.union_id }) },
    load: ({ after, filters }, signal) => send(api.GET('/api/elections', { params: { query: { after: after || undefined, limit: PAGE_SIZE, union_id: filters.union_id } }, signal })),
  })
}

/** Unions whose term ends within some days, first those that end first. */
export function useTermsDue(today: string) {
  const conditions = ({ filters }: Pick<ListState<(typeof TERM_FILTERS)[number]>, 'filters'>) => {
    const days = Number(filters.within ?? '180')
    const term_to = new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
    return { union_id: filters.union_id, term_to, sort: 'term', state: 'in_office' } as const
  }
  return useKeysetList({
    key: 'union-term',
    filters: TERM_FILTERS,
    load: (state, signal) => send(api.GET('/api/unions', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/unions/export', permission: 'union.export', conditions },
  })
}

/** Elections and officers of a union. */
export function useUnionElections(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['election', 'of', id.value]),
    queryFn: () => send(api.GET('/api/unions/{id}/elections', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

export function useApplyFounding() {
  return useCommand({ send: (body: Schema<'FormationRequest'>, headers) => send(api.POST('/api/union-formations', { body, headers })), touches: TOUCHED, tell: false })
}

export function useApplyElection() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'ElectionRequest'> }, headers) => send(api.POST('/api/unions/{id}/elections', { params: { path: { id } }, body, headers })),
    touches: TOUCHED,
    tell: false,
  })
}

const at = (election: Election) => ({ path: { id: election.union_id, election_id: election.id } })

/** One step of an election. */
export type Step =
  | { deed: 'answer'; body: Schema<'ElectionAnswer'> }
  | { deed: 'congress'; body: Schema<'CongressForm'> }
  | { deed: 'votes'; body: Schema<'VotesForm'> }
  | { deed: 'report' }
  | { deed: 'approval'; body: Schema<'ApprovalForm'> }
  | { deed: 'cancel'; body: Schema<'ElectionNote'> }

/** `tell` where no form shows a refusal at its fields. */
export function useElectionStep(tell = false) {
  return useCommand({
    send: ({ election, step }: { election: Election; step: Step }) => {
      const params = at(election)
      switch (step.deed) {
        case 'answer':
          return send(api.POST('/api/unions/{id}/elections/{election_id}/answer', { params, body: step.body }))
        case 'congress':
          return send(api.POST('/api/unions/{id}/elections/{election_id}/congress', { params, body: step.body }))
        case 'votes':
          return send(api.POST('/api/unions/{id}/elections/{election_id}/votes', { params, body: step.body }))
        case 'report':
          return send(api.POST('/api/unions/{id}/elections/{election_id}/report', { params }))
        case 'approval':
          return send(api.POST('/api/unions/{id}/elections/{election_id}/approval', { params, body: step.body }))
        case 'cancel':
          return send(api.POST('/api/unions/{id}/elections/{election_id}/cancel', { params, body: step.body }))
      }
    },
    touches: TOUCHED,
    tell,
  })
}
