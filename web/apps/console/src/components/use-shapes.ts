import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

/** The outlines of the divisions directly under a code, with their packs; the browser asks only whether they changed. */
export function useShapes(code: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['shapes', code.value]),
    queryFn: ({ signal }) => send(api.GET('/api/division_shapes', { params: { query: { parent_code: code.value } }, signal })),
    enabled: computed(() => code.value !== ''),
    staleTime: 300_000,
  })
}

export type Coordinates = Schema<'Coordinates'>

/** A point on a map. */
export interface MapPoint {
  id: string
  lon: number
  lat: number
  /** Points of another system than the shapes are not drawn. */
  coordinates: Coordinates
  /** One of the kinds of the map's legend. */
  kind: string
  label: string
}

/** How points of a kind are drawn: the form tells them apart without colour. */
export interface PointKind {
  kind: string
  label: string
  mark: 'square' | 'triangle' | 'circle'
}

/** The value of a division on a coloured map. */
export interface MapValue {
  value: number
  /** As it is shown: 1,234 or 95.1%. */
  label: string
}

/** WGS-84 and CGCS2000 differ by centimetres; everything else is kept apart. */
export function sameSystem(one: Coordinates, other: Coordinates): boolean {
  const plain = (c: Coordinates) => (c === 'wgs84' ? 'cgcs2000' : c)
  return plain(one) === plain(other)
}
