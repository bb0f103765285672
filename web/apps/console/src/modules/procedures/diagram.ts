import type { Procedure, Step } from './procedure-edit'
import { shortClock } from './procedure-words'

/** A box of the diagram; x and y are its middle. */
export interface Box {
  code: string
  title: string
  clock: string
  closed: boolean
  first: boolean
  layer: number
  x: number
  y: number
  w: number
  h: number
}

/** A word on its way. */
export interface Arrow {
  key: string
  from: string
  to: string
  label: string
  /** Only the reporter makes it. */
  dashed: boolean
  path: string
  x: number
  y: number
}

/** The whole picture. */
export interface Diagram {
  width: number
  height: number
  boxes: Box[]
  arrows: Arrow[]
}

const LETTER = 13
const BOX_HEIGHT = 46
const GAP = 18
const LAYER = 52
const MARGIN = 14
const THIN = 10
const SWEEPS = 12

interface Edge {
  from: string
  to: string
  labels: string[]
  dashed: boolean
}
/** A place in a layer: a step, a word, or a bend of a long arrow. */
interface Spot {
  id: string
  layer: number
  w: number
  x: number
  up: Spot[]
  down: Spot[]
}

/** Width of a text: Latin letters are half as wide. */
export function textWidth(text: string, letter = LETTER): number {
  return [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 0x2e80 ? letter * 0.6 : letter), 0)
}

/** One edge for each pair of steps and each kind of maker; moves that share it are named together. */
function edgesOf(p: Procedure): Edge[] {
  const known = new Set(p.steps.map((step) => step.code))
  const found = new Map<string, Edge>()
  for (const move of p.moves) {
    for (const from of move.from) {
      if (!known.has(from) || !known.has(move.to)) continue
      const dashed = move.by === 'reporter' || move.by === 'claimant'
      const key = `${from} ${move.to} ${dashed}`
      const edge = found.get(key)
      if (edge) edge.labels.push(move.title)
      else found.set(key, { from, to: move.to, labels: [move.title], dashed })
    }
  }
  return [...found.values()]
}

/** Edges that lead back to a step on the way to their own: they are drawn upwards. */
export function backEdges(codes: readonly string[], edges: readonly { from: string; to: string }[]): Set<string> {
  const back = new Set<string>()
  const state = new Map<string, 'open' | 'done'>()
  const out = new Map<string, string[]>()
  for (const edge of edges) out.set(edge.from, [...(out.get(edge.from) ?? []), edge.to])
  const visit = (code: string) => {
    state.set(code, 'open')
    for (const to of out.get(code) ?? []) {
      if (state.get(to) === 'open') back.add(`${code} ${to}`)
      else if (!state.has(to)) visit(to)
    }
    state.set(code, 'done')
  }
  for (const code of codes) if (!state.has(code)) visit(code)
  return back
}

/** The layer of every step: the longest way to it from where a case begins. */
export function layersOf(codes: readonly string[], edges: readonly { from: string; to: string }[]): Map<string, number> {
  const back = backEdges(codes, edges)
  const ways = edges.filter((edge) => edge.from !== edge.to).map((edge) => (back.has(`${edge.from} ${edge.to}`) ? { from: edge.to, to: edge.from } : edge))
  const layers = new Map(codes.map((code) => [code, 0]))
  // Without the turned ones there is no circle, so this ends after as many rounds as there are steps.
  for (let round = 0; round < codes.length; round += 1) {
    for (const { from, to } of ways) layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(from) ?? 0) + 1))
  }
  return layers
}

/** Orders the places of every layer by the middle of their neighbours, down and up several times. */
function order(layers: Spot[][]): void {
  const place = new Map<Spot, number>()
  const number = (layer: Spot[]) => layer.forEach((spot, i) => place.set(spot, i))
  layers.forEach(number)
  const middle = (spot: Spot, near: Spot[]) => (near.length === 0 ? (place.get(spot) ?? 0) : near.reduce((sum, one) => sum + (place.get(one) ?? 0), 0) / near.length)
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0
    for (const layer of down ? layers : [...layers].reverse()) {
      const keys = new Map(layer.map((spot) => [spot, middle(spot, down ? spot.up : spot.down)]))
      layer.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
      number(layer)
    }
  }
}

/** Positions nearest to the wished ones that keep order and distance (pooled averages). */
export function spread(wished: readonly number[], widths: readonly number[], gap: number): number[] {
  const offsets: number[] = []
  widths.forEach((w, i) => offsets.push(i === 0 ? 0 : (offsets[i - 1] ?? 0) + ((widths[i - 1] ?? 0) + w) / 2 + gap))
  const pools: { sum: number; n: number }[] = []
  wished.forEach((x, i) => {
    pools.push({ sum: x - (offsets[i] ?? 0), n: 1 })
    for (;;) {
      const [before, last] = [pools.at(-2), pools.at(-1)]
      if (!before || !last || before.sum / before.n <= last.sum / last.n) break
      pools.splice(-2, 2, { sum: before.sum + last.sum, n: before.n + last.n })
    }
  })
  const flat = pools.flatMap(({ sum, n }) => Array.from({ length: n }, () => sum / n))
  return flat.map((y, i) => y + (offsets[i] ?? 0))
}

function position(layers: Spot[][]): void {
  for (const layer of layers) spread(layer.map(() => 0), layer.map((spot) => spot.w), GAP).forEach((x, i) => ((layer[i] as Spot).x = x))
  for (let sweep = 0; sweep < SWEEPS * 2; sweep += 1) {
    const down = sweep % 2 === 0
    for (const layer of down ? layers : [...layers].reverse()) {
      const wished = layer.map((spot) => {
        const near = sweep > SWEEPS ? [...spot.up, ...spot.down] : down ? spot.up : spot.down
        return near.length === 0 ? spot.x : near.reduce((sum, one) => sum + one.x, 0) / near.length
      })
      spread(wished, layer.map((spot) => spot.w), GAP).forEach((x, i) => ((layer[i] as Spot).x = x))
    }
  }
}

const round = (value: number) => Math.round(value * 10) / 10

/** A smooth line down through the points. */
function curve(points: readonly { x: number; y: number }[]): string {
  return points
    .map(({ x, y }, i) => {
      const before = points[i - 1]
      if (!before) return `M${round(x)} ${round(y)}`
      const half = (y - before.y) / 2
      return `C${round(before.x)} ${round(before.y + half)} ${round(x)} ${round(y - half)} ${round(x)} ${round(y)}`
    })
    .join('')
}

const boxWidth = (step: Step) => Math.max(92, textWidth(step.title, 14) + 26, textWidth(shortClock(step), 12) + 44)

/** Lays a procedure out: steps in layers from the first one down, every move with its word on its way. */
export function layOut(p: Procedure): Diagram {
  const codes = [...new Set(p.steps.map((step) => step.code))]
  const steps = codes.flatMap((code) => p.steps.find((step) => step.code === code) ?? [])
  const edges = edgesOf(p)
  const depth = layersOf(codes, edges)
  const layers: Spot[][] = []
  const put = (id: string, layer: number, w: number): Spot => {
    const spot: Spot = { id, layer, w, x: 0, up: [], down: [] }
    while (layers.length <= layer) layers.push([])
    layers[layer]?.push(spot)
    return spot
  }
  const spots = new Map(steps.map((step) => [step.code, put(step.code, 2 * (depth.get(step.code) ?? 0), boxWidth(step))]))
  const link = (above: Spot, below: Spot) => {
    above.down.push(below)
    below.up.push(above)
  }
  const routes = edges.flatMap((edge) => {
    const [from, to] = [spots.get(edge.from), spots.get(edge.to)]
    if (!from || !to || from === to) return []
    const upward = from.layer > to.layer
    const [top, bottom] = upward ? [to, from] : [from, to]
    const label = edge.labels.join('\u3001')
    // The word stands next to where the move begins.
    const wordAt = upward ? bottom.layer - 1 : top.layer + 1
    const way: Spot[] = [top]
    for (let layer = top.layer + 1; layer < bottom.layer; layer += 1) way.push(put('', layer, layer === wordAt ? textWidth(label, 12) + 4 : THIN))
    way.push(bottom)
    way.forEach((spot, i) => i > 0 && link(way[i - 1] as Spot, spot))
    return [{ edge, way, upward, label, word: way.find((spot) => spot.layer === wordAt && spot.id === '') }]
  })
  order(layers)
  position(layers)
  const all = layers.flat()
  const left = Math.min(0, ...all.map((spot) => spot.x - spot.w / 2)) - MARGIN
  const y = (layer: number) => MARGIN + BOX_HEIGHT / 2 + layer * LAYER
  const boxes = steps.map((step, i): Box => {
    const spot = spots.get(step.code) as Spot
    return { code: step.code, title: step.title, clock: shortClock(step), closed: step.closed === true, first: i === 0, layer: spot.layer, x: round(spot.x - left), y: y(spot.layer), w: spot.w, h: BOX_HEIGHT }
  })
  const arrows = routes.map(({ edge, way, upward, label, word }): Arrow => {
    const points = way.map((spot, i) => ({ x: spot.x - left, y: y(spot.layer) + (i === 0 ? BOX_HEIGHT / 2 : i === way.length - 1 ? -BOX_HEIGHT / 2 : 0) }))
    const line = curve(upward ? [...points].reverse() : points)
    const middle = word ?? way[0]
    return { key: `${edge.from} ${edge.to} ${edge.dashed}`, from: edge.from, to: edge.to, label, dashed: edge.dashed, path: line, x: round((middle?.x ?? 0) - left), y: y(middle?.layer ?? 0) }
  })
  const loops = edges.filter((edge) => edge.from === edge.to).flatMap((edge): Arrow[] => {
    const box = boxes.find((one) => one.code === edge.from)
    if (!box) return []
    const [x, top, bottom] = [box.x + box.w / 2, box.y - 12, box.y + 12]
    return [{ key: `${edge.from} ${edge.to} ${edge.dashed}`, from: edge.from, to: edge.to, label: edge.labels.join('\u3001'), dashed: edge.dashed, path: `M${x} ${top}C${x + 34} ${top} ${x + 34} ${bottom} ${x} ${bottom}`, x: x + 40, y: box.y }]
  })
  const right = Math.max(0, ...all.map((spot) => spot.x + spot.w / 2), ...loops.map((loop) => loop.x + left + textWidth(loop.label, 12)))
  return { width: Math.ceil(right - left + MARGIN), height: Math.ceil(y(Math.max(0, layers.length - 1)) + BOX_HEIGHT / 2 + MARGIN), boxes, arrows: [...arrows, ...loops] }
}
