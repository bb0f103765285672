/** Longitude and latitude in degrees. */
export type Position = readonly [number, number]
/** Coordinates of a GeoJSON MultiPolygon: polygons, rings, positions. */
export type Outline = readonly (readonly (readonly (readonly number[])[])[])[]

/** From degrees to the plane of the drawing and back. */
export interface Projection {
  width: number
  height: number
  toPlane: (lon: number, lat: number) => { x: number; y: number }
  toDegrees: (x: number, y: number) => { lon: number; lat: number }
}

/** Width of the drawing, in units of its own; the height follows from the shapes. */
const WIDTH = 1000
const MARGIN = 24
/** So flat or so tall a drawing still fits a page. */
const LEAST_HEIGHT = 420
const MOST_HEIGHT = 860
/** A millionth of a degree: a shape of one position still has a size. */
const LEAST_SPAN = 1e-6

/**
 * Fits outlines into a drawing: degrees of longitude are shortened as in the middle latitude, which is right for a
 * county or a province and asks for no library. None without a position.
 */
export function fit(outlines: readonly Outline[]): Projection | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const outline of outlines) {
    for (const [lon = 0, lat = 0] of outline.flat(2)) {
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  }
  if (!Number.isFinite(west) || !Number.isFinite(south)) return undefined
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const wide = Math.max(LEAST_SPAN, (east - west) * squeeze)
  const tall = Math.max(LEAST_SPAN, north - south)
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.round((tall / wide) * (WIDTH - 2 * MARGIN)) + 2 * MARGIN))
  const scale = Math.min((WIDTH - 2 * MARGIN) / wide, (height - 2 * MARGIN) / tall)
  const left = (WIDTH - wide * scale) / 2
  const top = (height - tall * scale) / 2
  return {
    width: WIDTH,
    height,
    toPlane: (lon, lat) => ({ x: left + (lon - west) * squeeze * scale, y: top + (north - lat) * scale }),
    toDegrees: (x, y) => ({ lon: west + (x - left) / squeeze / scale, lat: north - (y - top) / scale }),
  }
}

const tenth = (n: number) => Math.round(n * 10) / 10

/** An outline as the path of a drawing. */
export function pathOf(outline: Outline, projection: Projection): string {
  return outline
    .flat()
    .map((ring) => {
      const steps = ring.map(([lon = 0, lat = 0]) => projection.toPlane(lon, lat)).map(({ x, y }) => `${tenth(x)} ${tenth(y)}`)
      return `M${steps.join('L')}z`
    })
    .join('')
}

/** Where the name of a division stands, and how much room there is: the middle of its greatest part. */
export function labelPlace(outline: Outline, projection: Projection): { x: number; y: number; room: number } {
  let best = { area: -1, x: 0, y: 0, room: 0 }
  for (const [ring = []] of outline) {
    const plane = ring.map(([lon = 0, lat = 0]) => projection.toPlane(lon, lat))
    let [area, x, y] = [0, 0, 0]
    plane.forEach((p, i) => {
      const q = plane[(i + 1) % plane.length] ?? p
      const cross = p.x * q.y - q.x * p.y
      area += cross
      x += (p.x + q.x) * cross
      y += (p.y + q.y) * cross
    })
    const xs = plane.map((p) => p.x)
    const room = Math.max(...xs) - Math.min(...xs)
    if (Math.abs(area) > best.area) best = { area: Math.abs(area), x: area === 0 ? 0 : x / (3 * area), y: area === 0 ? 0 : y / (3 * area), room }
  }
  return { x: tenth(best.x), y: tenth(best.y), room: tenth(best.room) }
}
