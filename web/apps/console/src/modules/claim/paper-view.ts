/** The place after a step among `count` papers; after the last one comes the first. */
export function around(at: number, step: number, count: number): number {
  return count === 0 ? 0 : (at + step + count) % count
}

/** The sizes at which a paper is shown, as a share of the width of the window. */
const SIZES = [0.5, 0.75, 1, 1.5, 2, 3] as const

/** The next larger or smaller size; stays at the ends. */
export function zoomed(now: number, step: 1 | -1): number {
  const at = SIZES.findIndex((size) => size >= now)
  return SIZES[Math.min(SIZES.length - 1, Math.max(0, (at < 0 ? SIZES.length - 1 : at) + step))] ?? 1
}

/** A quarter turn clockwise, in degrees below 360. */
export function turned(now: number): number {
  return (now + 90) % 360
}
