import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'

export type YearRow = Schema<'CalendarYearRow'>
export type Deadline = Schema<'Deadline'>
export type Unit = 'days' | 'working_days' | 'months' | 'years'

export function useYears() {
  return useQuery({ queryKey: ['calendar', 'list'], queryFn: () => send(api.GET('/api/calendar')) })
}

export function useYear(year: Ref<number>) {
  return useQuery({
    queryKey: computed(() => ['calendar', 'year', year.value]),
    queryFn: () => send(api.GET('/api/calendar/{year}', { params: { path: { year: year.value } } })),
    staleTime: 0,
  })
}

const touches = [['calendar'], ['home'], ['notice']] as const

export function useProposeYear(done: string) {
  return useCommand({
    send: ({ year, body }: { year: number; body: Schema<'ProposeCalendarYear'> }, headers) => send(api.POST('/api/calendar/{year}/proposals', { params: { path: { year } }, body, headers })),
    touches,
    done,
    tell: false,
  })
}

export function useDecideYear(done: { approve: string; reject: string }) {
  const approve = useCommand({
    send: ({ year, version }: { year: number; version: number }, headers) =>
      send(api.POST('/api/calendar/{year}/proposals/{version}/approve', { params: { path: { year, version } }, body: { note: '' }, headers })),
    touches,
    done: done.approve,
  })
  const reject = useCommand({
    send: ({ year, version, note }: { year: number; version: number; note: string }, headers) =>
      send(api.POST('/api/calendar/{year}/proposals/{version}/reject', { params: { path: { year, version } }, body: { note }, headers })),
    touches,
    done: done.reject,
  })
  return { approve, reject }
}

/** The last day of a period, tried out. */
export function useTrial() {
  return useCommand({
    send: (query: { from: string; count: number; unit: Unit }) => send(api.GET('/api/deadline', { params: { query } })),
    touches: [],
    tell: false,
  })
}
