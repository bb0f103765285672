import { api, send, type Schema } from '@niangjia/api'
import { parseDay } from '@niangjia/ui'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useRoute } from 'vue-router'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type FigureTable = Schema<'FigureTable'>
export type FigureRow = Schema<'FigureRow'>
export type ReportHead = Schema<'ReportHead'>
export type ReportAdjustment = Schema<'ReportAdjustment'>
/** `union_id`, `from` and `day` of a query; what is missing is chosen by the server. */
type Period = Partial<Record<'union_id' | 'from' | 'day', string>>
export type Tone = keyof typeof t.tones

/** Where and when, from the address bar: a link says which figures are meant. */
export function usePeriod() {
  const route = useRoute()
  const text = (name: string) => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }
  return computed(() => ({ union_id: text('union_id') || undefined, from: parseDay(text('from')), day: parseDay(text('day')) }))
}

/** All figures of a union and of those right beneath it. */
export function useFigureTable(query: Ref<Period>, again?: number) {
  return useQuery({
    queryKey: computed(() => ['figure', 'table', query.value]),
    queryFn: () => send(api.GET('/api/figures/table', { params: { query: query.value } })),
    refetchInterval: again,
  })
}

/** Members who joined, month by month, in the year up to a day. */
export function useJoined(of: Ref<Period | undefined>) {
  return useQuery({
    queryKey: computed(() => ['figure', 'joined', of.value]),
    queryFn: () => send(api.GET('/api/figures/{code}/series', { params: { path: { code: 'member.joined' }, query: { ...of.value, step: 'month' } } })),
    enabled: computed(() => of.value !== undefined),
  })
}

export type FigureCourse = Schema<'FigureCourse'>
export type FigurePlaces = Schema<'FigurePlaces'>

/** A figure or rate month by month, up to the day. */
export function useCourse(code: Ref<string>, of: Ref<Period>, months = 24, again?: number) {
  return useQuery({
    queryKey: computed(() => ['figure', 'course', code.value, of.value.union_id, of.value.day, months]),
    queryFn: () => send(api.GET('/api/figures/{code}/course', { params: { path: { code: code.value }, query: { union_id: of.value.union_id, day: of.value.day, months } } })),
    refetchInterval: again,
    placeholderData: keepPreviousData,
  })
}

/** A figure or rate by the places right beneath a union. */
export function usePlaces(code: Ref<string>, of: Ref<Period>, again?: number) {
  return useQuery({
    queryKey: computed(() => ['figure', 'places', code.value, of.value]),
    queryFn: () => send(api.GET('/api/figures/{code}/places', { params: { path: { code: code.value }, query: of.value } })),
    refetchInterval: again,
    placeholderData: keepPreviousData,
  })
}

/** Which records: those of a figure as it is, or exactly those that a frozen report counts. */
export type RecordsOf = Period & { code: string; report?: string }

/** The records behind a figure, newest first, page by page. */
export function useRecords(of: Ref<RecordsOf>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['figure', 'records', of.value]),
    queryFn: ({ pageParam: after }) => {
      const { code, union_id, from, day, report } = of.value
      return report === undefined
        ? send(api.GET('/api/figures/{code}/records', { params: { path: { code }, query: { union_id, from, to: day, after } } }))
        : send(api.GET('/api/figure_reports/{id}/records/{code}', { params: { path: { id: report, code }, query: { union_id, after } } }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Reports of unions in sight, newest first. */
export function useReports() {
  return useKeysetList({
    key: 'report',
    filters: [],
    exports: { path: '/api/figure_reports/export', permission: 'figure.export' },
    load: ({ after }, signal) => send(api.GET('/api/figure_reports', { params: { query: { after: after || undefined, limit: PAGE_SIZE } }, signal })),
  })
}

/** A report; asked again while it is freezing. */
export function useReport(id: Ref<string>, unionId: Ref<string | undefined>, tone: Ref<Tone>) {
  return useQuery({
    queryKey: computed(() => ['report', 'one', id.value, unionId.value, tone.value]),
    queryFn: () => send(api.GET('/api/figure_reports/{id}', { params: { path: { id: id.value }, query: { union_id: unionId.value, tone: tone.value } } })),
    enabled: computed(() => id.value !== ''),
    refetchInterval: (query) => (query.state.data && !query.state.data.frozen ? 1000 : false),
  })
}

/** What became known after the freezing. */
export function useAdjustments(id: Ref<string>, frozen: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['report', 'adjustments', id.value]),
    queryFn: () => send(api.GET('/api/figure_reports/{id}/adjustments', { params: { path: { id: id.value } } })),
    enabled: frozen,
    staleTime: 0,
  })
}

/** Freezes a report. */
export function useFreeze() {
  return useCommand({
    send: (body: Schema<'ReportRequest'>, headers) => send(api.POST('/api/figure_reports', { body, headers })),
    touches: [['report']],
    done: t.started,
    tell: false,
  })
}

/** Says why a frozen figure has moved. */
export function useExplain(id: Ref<string>) {
  return useCommand({
    send: (body: Schema<'AdjustmentReason'>, headers) => send(api.POST('/api/figure_reports/{id}/notes', { params: { path: { id: id.value } }, body, headers })),
    touches: [['report', 'adjustments']],
    done: t.explained,
  })
}
