/** A class of a map coloured by value: from … to, both included. */
export interface ValueClass {
  from: number
  to: number
}

/** Classes of a map: so many that their patterns can be told apart. */
const MOST = 5

/**
 * Classes with about as many members each, without empty ones; equal values are never in two classes.
 */
export function classesOf(values: readonly number[], most = MOST): ValueClass[] {
  const sorted = [...values].sort((a, b) => a - b)
  const classes: ValueClass[] = []
  let at = 0
  while (at < sorted.length) {
    const left = Math.max(1, most - classes.length)
    let end = classes.length + 1 === most ? sorted.length : at + Math.ceil((sorted.length - at) / left)
    while (end < sorted.length && sorted[end] === sorted[end - 1]) end += 1
    classes.push({ from: sorted[at] ?? 0, to: sorted[end - 1] ?? 0 })
    at = end
  }
  return classes
}

/** The class of a value, from 0; -1 without one. */
export function classOf(classes: readonly ValueClass[], value: number | undefined): number {
  return value === undefined ? -1 : classes.findIndex((one) => value >= one.from && value <= one.to)
}
