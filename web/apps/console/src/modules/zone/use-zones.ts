import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { PointKind } from '../../components/use-shapes'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { t } from './locales/zh'

export type ZoneRow = Schema<'ZoneRow'>
export type ZoneDetail = Schema<'ZoneDetail'>
export type ZoneKind = Schema<'ZoneKind'>

/** The kinds from the top down. */
export const ZONE_KINDS: readonly ZoneKind[] = ['area', 'station', 'point']
export const KIND_OPTIONS = ZONE_KINDS.map((value) => ({ value, label: t.kinds[value] }))
/** How the kinds are drawn on a map. */
export const POINT_KINDS: readonly PointKind[] = [
  { kind: 'area', label: t.kinds.area, mark: 'square' },
  { kind: 'station', label: t.kinds.station, mark: 'triangle' },
  { kind: 'point', label: t.kinds.point, mark: 'circle' },
]

/** The filters of the list of zones. */
export const ZONE_FILTERS = ['union_id', 'kind', 'located', 'closed', 'parent_id'] as const
type Name = (typeof ZONE_FILTERS)[number]
/** The offered orders. */
export const ZONE_SORTS = ['union', 'name'] as const

const truth = (text: string | undefined) => (text === undefined ? undefined : text === 'true')

/** The conditions of a state, as the server reads them. */
export function zoneConditions({ q, sort, filters }: Pick<ListState<Name>, 'q' | 'sort' | 'filters'>) {
  return {
    q: q || undefined,
    sort: ZONE_SORTS.find((known) => known === sort),
    union_id: filters.union_id,
    kind: ZONE_KINDS.find((known) => known === filters.kind),
    located: truth(filters.located),
    closed: truth(filters.closed),
    parent_id: filters.parent_id,
  }
}

export function useZones() {
  return useKeysetList({
    key: 'zone',
    filters: ZONE_FILTERS,
    load: (state, signal) => send(api.GET('/api/zones', { params: { query: { ...zoneConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/zones/count', { params: { query: { ...zoneConditions({ ...state, sort: '' }), exact } }, signal })),
  })
}

/** Rows of one request, and how many requests a map makes at most. */
const STEP = 200
const STEPS = 3

/** The open zones of a union and those beneath it, for a map. */
export function useZonesOn(union: Ref<string>, kind: Ref<ZoneKind | ''>) {
  return useQuery({
    queryKey: computed(() => ['zone', 'on', union.value, kind.value]),
    queryFn: async ({ signal }) => {
      const rows: ZoneRow[] = []
      let after: string | undefined
      let steps = 0
      do {
        const page = await send(api.GET('/api/zones', { params: { query: { union_id: union.value, kind: kind.value || undefined, after, limit: STEP } }, signal }))
        rows.push(...page.items)
        after = page.next ?? undefined
        steps += 1
      } while (after !== undefined && steps < STEPS)
      return { rows, more: after !== undefined }
    },
    enabled: computed(() => union.value !== ''),
  })
}

/** One zone with the tag for an edit. */
export function useZone(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['zone', 'one', id.value]),
    queryFn: () => sendTagged(api.GET('/api/zones/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

/** Cadres with an account who may answer for a zone of a union. */
export function useCadres(union: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['zone', 'cadres', union.value]),
    queryFn: () => send(api.GET('/api/zone_cadres', { params: { query: { union_id: union.value } } })),
    enabled: computed(() => union.value !== ''),
  })
}

export function useCreateZone() {
  return useCommand({ send: (body: Schema<'ZoneForm'>, headers) => send(api.POST('/api/zones', { body, headers })), touches: [['zone']], tell: false })
}

export function useUpdateZone() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'ZoneForm'> }) =>
      send(api.PATCH('/api/zones/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: [['zone']],
    tell: false,
  })
}

export function useSetMembers() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'ZoneMembers'> }) =>
      send(api.POST('/api/zones/{id}/members', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: [['zone']],
    done: t.members.done,
  })
}

export function useCloseZone() {
  return useCommand({
    send: ({ id, etag, day }: { id: string; etag: string; day: string }) =>
      send(api.POST('/api/zones/{id}/close', { params: { path: { id } }, body: { last_day: day }, headers: { 'If-Match': etag } })),
    touches: [['zone']],
  })
}

export function useRevealZone() {
  return useCommand({
    send: ({ id, purpose }: { id: string; purpose: string }) => send(api.POST('/api/zones/{id}/reveal', { params: { path: { id } }, body: { purpose } })),
    touches: [],
  })
}

/** Each zone before what stands under it; what stands under none of the rows comes as it is. */
export function inTreeOrder(rows: readonly ZoneRow[]): ZoneRow[] {
  const known = new Set(rows.map((row) => row.id))
  const under = (id: string): ZoneRow[] => rows.filter((row) => row.parent_id === id).flatMap((row) => [row, ...under(row.id)])
  return rows.filter((row) => !row.parent_id || !known.has(row.parent_id)).flatMap((row) => [row, ...under(row.id)])
}
