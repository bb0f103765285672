import { api, send, type Schema } from '@niangjia/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

/** Suggestions and wishes of a union and all beneath it. */
export type SuggestionRow = Schema<'SuggestionRow'>
/** The kind of case that a suggestion is. */
export const SUGGESTION = 'voice.suggestion'

/** Of which union, and when; the reader's own and all time where nothing is said. */
export type FiguresAsked = Partial<Record<'union_id' | 'from' | 'to', string | undefined>>

/** Suggestions and wishes counted. */
export function useSuggestionFigures(asked: Ref<FiguresAsked>) {
  return useQuery({
    queryKey: computed(() => ['case', 'suggestions', asked.value]),
    queryFn: ({ signal }) => send(api.GET('/api/voice/suggestions', { params: { query: asked.value }, signal })),
    placeholderData: keepPreviousData,
  })
}
