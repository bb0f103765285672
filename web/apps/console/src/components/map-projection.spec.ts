import { expect, it } from 'vitest'
import { fit, labelPlace, pathOf, type Outline } from './map-projection'

const SQUARE: Outline = [[[[121, 29], [121.2, 29], [121.2, 29.2], [121, 29.2], [121, 29]]]]

it('fits shapes into the drawing, north above, and leads back', () => {
  const projection = fit([SQUARE])
  if (!projection) throw new Error('no projection')
  const [low, high] = [projection.toPlane(121, 29), projection.toPlane(121.2, 29.2)]
  expect(high.y).toBeLessThan(low.y)
  expect(high.x).toBeGreaterThan(low.x)
  // A degree of longitude is shorter than one of latitude.
  expect((high.x - low.x) / (low.y - high.y)).toBeCloseTo(Math.cos((29.1 * Math.PI) / 180), 3)
  const back = projection.toDegrees(high.x, high.y)
  expect(back.lon).toBeCloseTo(121.2, 6)
  expect(back.lat).toBeCloseTo(29.2, 6)
  for (const p of [low, high]) {
    expect(p.x).toBeGreaterThanOrEqual(0)
    expect(p.x).toBeLessThanOrEqual(projection.width)
    expect(p.y).toBeGreaterThanOrEqual(0)
    expect(p.y).toBeLessThanOrEqual(projection.height)
  }
})

it('draws closed paths and puts the name into the middle', () => {
  const projection = fit([SQUARE])
  if (!projection) throw new Error('no projection')
  expect(pathOf(SQUARE, projection)).toMatch(/^M[\d. ]+(L[\d. ]+){4}z$/)
  const middle = projection.toPlane(121.1, 29.1)
  const place = labelPlace(SQUARE, projection)
  expect(place.x).toBeCloseTo(middle.x, 0)
  expect(place.y).toBeCloseTo(middle.y, 0)
  expect(place.room).toBeGreaterThan(100)
})

it('has nothing to fit without shapes', () => {
  expect(fit([])).toBeUndefined()
})
