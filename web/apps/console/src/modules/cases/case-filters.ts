import type { Schema } from '@niangjia/api'
import type { ListState } from '../../composables/use-keyset-list'

/** The views of the desk, in their order. */
export const CASE_VIEWS = ['todo', 'overdue', 'soon', 'handed_over', 'watched', 'judging', 'open', 'closed', 'all'] as const
export type CaseView = (typeof CASE_VIEWS)[number]

/** What stands in the address bar beside search and page. */
export const CASE_FILTERS = ['view', 'kind', 'track', 'step', 'channel', 'reporter', 'rating', 'union_id', 'owner_id', 'employer_id', 'field', 'value', 'late', 'from', 'to'] as const
export type CaseFilterName = (typeof CASE_FILTERS)[number]

export const CHANNELS: readonly Schema<'Channel'>[] = ['phone', 'call', 'visit', 'letter', 'field']
export const REPORTERS: readonly Schema<'ReporterKind'>[] = ['named', 'confidential', 'anonymous']
export const RATINGS: readonly Schema<'Rating'>[] = ['satisfied', 'fair', 'dissatisfied']

/** The view that an address names; what is to be done if it names none. */
export function viewOf(filters: Partial<Record<CaseFilterName, string>>): CaseView {
  return CASE_VIEWS.find((known) => known === filters.view) ?? 'todo'
}

/** The conditions of the list, as its endpoint reads them; words that mean nothing are left out. */
export function caseConditions({ q, filters }: Pick<ListState<CaseFilterName>, 'q' | 'filters'>) {
  return {
    view: viewOf(filters),
    q: q || undefined,
    kind: filters.kind,
    track: filters.track,
    step: filters.step,
    channel: CHANNELS.find((known) => known === filters.channel),
    reporter: REPORTERS.find((known) => known === filters.reporter),
    rating: RATINGS.find((known) => known === filters.rating),
    union_id: filters.union_id,
    owner_id: filters.owner_id,
    employer_id: filters.employer_id,
    field: filters.field,
    value: filters.value,
    late: filters.late === 'true',
    from: filters.from,
    to: filters.to,
  }
}

/** Whether anything but the view narrows the list. */
export function isNarrowed({ q, filters }: Pick<ListState<CaseFilterName>, 'q' | 'filters'>): boolean {
  return q !== '' || Object.keys(filters).some((name) => name !== 'view')
}
