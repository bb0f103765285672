import { api, send, type Schema } from '@niangjia/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { FiguresAsked } from '../../composables/use-figures-asked'

/** Suggestions and wishes of a union and all beneath it. */
export type VoiceFigures = Schema<'SuggestionRow'>

/** Suggestions and wishes counted. */
export function useVoiceFigures(asked: Ref<FiguresAsked>) {
  return useQuery({
    queryKey: computed(() => ['case', 'suggestions', asked.value]),
    queryFn: ({ signal }) => send(api.GET('/api/voice/suggestions', { params: { query: asked.value }, signal })),
    placeholderData: keepPreviousData,
  })
}
