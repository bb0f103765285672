import { api, send, type Schema } from '@niangjia/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

export type CaseFigures = Schema<'CaseFigures'>
export type CaseFigureGroup = Schema<'CaseFigureGroup'>
export type CaseFigureRow = Schema<'CaseFigureRow'>

/** What the figures are of; what is missing is not narrowed. */
export interface Asked {
  kind?: string | undefined
  union_id?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Figures over cases that were told in a period. */
export function useCaseFigures(asked: Ref<Asked>) {
  return useQuery({
    queryKey: computed(() => ['case', 'figures', asked.value]),
    queryFn: ({ signal }) => send(api.GET('/api/case_figures', { params: { query: asked.value }, signal })),
    placeholderData: keepPreviousData,
  })
}

/** Answered matters by track of everything right beneath a union. */
export function useTracks(asked: Ref<Asked>) {
  return useQuery({
    queryKey: computed(() => ['case', 'tracks', asked.value]),
    queryFn: ({ signal }) => {
      const { union_id, from, to } = asked.value
      return send(api.GET('/api/voice/tracks', { params: { query: { union_id, from, to } }, signal }))
    },
    placeholderData: keepPreviousData,
  })
}

/** Kinds of cases, for the filter. */
export function useKinds() {
  return useQuery({ queryKey: ['procedure', 'kinds'], queryFn: ({ signal }) => send(api.GET('/api/procedures', { signal })) })
}

/** The condition of the list that a line of figures is walked back with. */
export function condition(by: string, row: CaseFigureRow): Record<string, string> | undefined {
  if (row.key === '') return undefined
  switch (by) {
    case 'track':
      return { track: row.key }
    case 'channel':
      return { channel: row.key }
    case 'reporter':
      return { reporter: row.key }
    case 'union':
      return { union_id: row.key }
    case 'month': {
      const [year, month] = [Number(row.key.slice(0, 4)), Number(row.key.slice(4, 6))]
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
      const start = `${row.key.slice(0, 4)}-${row.key.slice(4, 6)}`
      return { from: `${start}-01`, to: `${start}-${last}` }
    }
    case 'employer':
      return undefined
    default:
      return { field: by, value: row.key }
  }
}
