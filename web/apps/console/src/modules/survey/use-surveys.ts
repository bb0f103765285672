import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type SurveyRow = Schema<'SurveyRow'>
export type SurveyState = Schema<'SurveyState'>
export type SurveyKind = Schema<'SurveyKind'>
export type SurveyDetail = Schema<'SurveyDetail'>
export type SurveyDraft = Schema<'SurveyDraft'>
export type Question = Schema<'SurveyQuestion'>
export type QuestionKind = Schema<'QuestionKind'>
export type QuestionResult = Schema<'SurveyQuestionResult'>
export type Obstacle = Schema<'SurveyObstacle'>

export const STATES: readonly SurveyState[] = ['draft', 'published', 'closed', 'archived']
export const STATE_OPTIONS = STATES.map((value) => ({ value, label: t.states[value] }))
export const STATE_KIND: Readonly<Record<SurveyState, 'good' | 'wait' | 'quiet'>> = { draft: 'wait', published: 'good', closed: 'quiet', archived: 'quiet' }
const KINDS: readonly SurveyKind[] = ['questionnaire', 'quiz']
export const KIND_OPTIONS = KINDS.map((value) => ({ value, label: t.kinds[value] }))
export const QUESTION_KINDS: readonly QuestionKind[] = ['single', 'multiple', 'rating', 'short_text', 'long_text', 'number', 'date']

export const SURVEY_FILTERS = ['union_id', 'kind', 'state'] as const
type Name = (typeof SURVEY_FILTERS)[number]

function conditions({ q, filters }: Pick<ListState<Name>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, kind: KINDS.find((one) => one === filters.kind), state: STATES.find((one) => one === filters.state) }
}

export function useSurveys() {
  return useKeysetList({
    key: 'survey',
    filters: SURVEY_FILTERS,
    load: (state, signal) => send(api.GET('/api/surveys', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/surveys/export', permission: 'survey.export', conditions },
    countAll: (state, exact, signal) => send(api.GET('/api/surveys/count', { params: { query: { ...conditions(state), exact } }, signal })),
  })
}

/** How often a published survey and its results are asked for again. */
const LIVE_MS = 15_000

export function useSurvey(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['survey', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/surveys/{id}', { params: { path: { id: id.value } } })),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.data.state === 'published' ? LIVE_MS : false),
  })
}

const TOUCHES = [['survey']] as const

export function useCreateSurvey() {
  return useCommand({ send: (body: Schema<'NewSurvey'>, headers) => send(api.POST('/api/surveys', { body, headers })), touches: TOUCHES, tell: false })
}
export function useCopySurvey() {
  return useCommand({ send: (id: string, headers) => send(api.POST('/api/surveys/{id}/copy', { params: { path: { id } }, headers })), touches: TOUCHES, done: t.detail.copied })
}
export function useEditSurvey() {
  return useCommand({ send: ({ id, etag, body }: { id: string; etag: string; body: SurveyDraft }) => sendTagged(api.PATCH('/api/surveys/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })), touches: [['survey', 'list']] })
}
export function usePublish() {
  return useCommand({ send: ({ id, version }: { id: string; version: number }) => send(api.POST('/api/surveys/{id}/publish', { params: { path: { id } }, headers: { 'If-Match': `"${version}"` } })), touches: TOUCHES, done: t.detail.published })
}
export function useClose() {
  return useCommand({ send: (id: string) => send(api.POST('/api/surveys/{id}/close', { params: { path: { id } } })), touches: TOUCHES, done: t.detail.closed })
}
export function useArchive() {
  return useCommand({ send: (id: string) => send(api.POST('/api/surveys/{id}/archive', { params: { path: { id } } })), touches: TOUCHES, done: t.detail.archived })
}

export function useResults(id: Ref<string>, place: Ref<string>, live: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['survey', 'results', id.value, place.value]),
    queryFn: () => send(api.GET('/api/surveys/{id}/results', { params: { path: { id: id.value }, query: { place_id: place.value || undefined } } })),
    refetchInterval: () => (live.value ? LIVE_MS : false),
  })
}

export function useCross(id: Ref<string>, first: Ref<string>, second: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['survey', 'cross', id.value, first.value, second.value]),
    queryFn: () => send(api.GET('/api/surveys/{id}/cross', { params: { path: { id: id.value }, query: { first: first.value, second: second.value } } })),
    enabled: computed(() => first.value !== '' && second.value !== '' && first.value !== second.value),
  })
}

export function useTexts(id: Ref<string>) {
  return useKeysetList({
    key: 'survey-texts',
    filters: ['question'] as const,
    within: id,
    load: (state, signal) => {
      const question = state.filters.question
      if (question === undefined) return Promise.resolve({ items: [] as Schema<'SurveyTextRow'>[] })
      return send(api.GET('/api/surveys/{id}/texts', { params: { path: { id: id.value }, query: { question, q: state.q || undefined, after: state.after || undefined, limit: PAGE_SIZE } }, signal }))
    },
    exports: { path: `/api/surveys/${id.value}/texts/export`, permission: 'survey.export', conditions: ({ q, filters }) => ({ q: q || undefined, question: filters.question ?? '' }) },
  })
}

export function useAnswers(id: Ref<string>) {
  return useKeysetList({
    key: 'survey-answers',
    filters: [] as const,
    within: id,
    load: (state, signal) => send(api.GET('/api/surveys/{id}/answers', { params: { path: { id: id.value }, query: { after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: `/api/surveys/${id.value}/answers/export`, permission: 'survey.export' },
  })
}
