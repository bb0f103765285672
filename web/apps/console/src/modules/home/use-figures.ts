import { api, send, type Schema } from '@niangjia/api'
import { addDays } from '@niangjia/ui'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

export type FigureDocument = Schema<'FigureDocument'>

/** To-do and figures of the reader: read again at each visit, for others work on them too. */
export function useHome() {
  return useQuery({ queryKey: ['home'], queryFn: () => send(api.GET('/api/home')), staleTime: 0 })
}

/** The figures of a union and everything beneath it; of the own one when the id is empty. */
export function useFigures(unionId: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['home', 'figures', unionId.value]),
    queryFn: () => send(api.GET('/api/figures', { params: { query: { union_id: unionId.value || undefined } } })),
  })
}

/** One measure by the unions right below. */
export function useFigureChildren(code: Ref<string>, unionId: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['home', 'children', code.value, unionId.value]),
    queryFn: () => send(api.GET('/api/figures/{code}/children', { params: { path: { code: code.value }, query: { union_id: unionId.value } } })),
    enabled: computed(() => code.value !== '' && unionId.value !== ''),
  })
}

/** How many days the series of a figure document covers. */
const SERIES_DAYS = 30

/** The days of a series with the left-out ones as zero, oldest first. */
export function everyDay(of: Pick<FigureDocument, 'day' | 'joined'>): number[] {
  const known = new Map(of.joined.map((entry) => [entry.day, entry.value]))
  return Array.from({ length: SERIES_DAYS }, (_none, i) => known.get(addDays(of.day, i - SERIES_DAYS + 1)) ?? 0)
}

/** A change with its sign: `+12`, `−3`. */
export function signed(value: number, format: (value: number) => string): string {
  return value < 0 ? `\u2212${format(-value)}` : `+${format(value)}`
}
