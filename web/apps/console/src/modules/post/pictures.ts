import type { Schema } from '@niangjia/api'

export type Picture = Schema<'PostPicture'>

const PLACE = /^\[\u56fe(\d+)\]$/
const place = (line: string) => Number(PLACE.exec(line.trim())?.[1] ?? 0)

/** Where the bytes of a picture are, for who writes and reviews. */
export const pictureOf = (post: string, picture: string) => `/api/posts/${post}/pictures/${picture}`

/** Pictures as a form keeps them. */
export function picturesIn(value: string | undefined): Picture[] {
  return value ? (JSON.parse(value) as Picture[]) : []
}

/** The text without the lines that place pictures: what counts as characters. */
export const wordsOf = (body: string) => body.split('\n').filter((line) => place(line) === 0).join('\n')

/** The line that places the n-th picture, from 1. */
export const placeLine = (n: number) => `[\u56fe${String(n)}]`

/** Whether the text places the n-th picture. */
export const isPlaced = (body: string, n: number) => body.split('\n').some((line) => place(line) === n)

/** The text after pictures have other numbers; places of those that are gone go with them. */
function renumbered(body: string, to: (n: number) => number | undefined): string {
  const all: string[] = []
  for (const line of body.split('\n')) {
    const n = place(line)
    const now = n === 0 ? 0 : to(n)
    if (now === 0) all.push(line)
    else if (now !== undefined) all.push(placeLine(now))
  }
  return all.join('\n')
}

/** Takes the picture at an index out of both. */
export function without(body: string, pictures: readonly Picture[], at: number): { body: string; pictures: Picture[] } {
  return { body: renumbered(body, (n) => (n === at + 1 ? undefined : n > at + 1 ? n - 1 : n)), pictures: pictures.filter((_, n) => n !== at) }
}

/** Lets the picture at an index and the one after it change places; the text shows each where it was. */
export function swapped(body: string, pictures: readonly Picture[], at: number): { body: string; pictures: Picture[] } {
  const [one, two] = [pictures[at], pictures[at + 1]]
  if (!one || !two) return { body, pictures: [...pictures] }
  const all = [...pictures.slice(0, at), two, one, ...pictures.slice(at + 2)]
  return { body: renumbered(body, (n) => (n === at + 1 ? at + 2 : n === at + 2 ? at + 1 : n)), pictures: all }
}

/** A paragraph, or a picture. */
export type BodyPart = { text: string; picture?: undefined } | { text?: undefined; picture: Picture }

/** The text with each picture where the text places it; those that it does not place are last. */
export function withPictures(body: string, pictures: readonly Picture[]): BodyPart[] {
  const left = new Map(pictures.map((picture, n) => [n + 1, picture]))
  const parts: BodyPart[] = []
  for (const line of body.split('\n').filter((one) => one !== '')) {
    const picture = left.get(place(line))
    if (picture) {
      left.delete(place(line))
      parts.push({ picture })
    } else parts.push({ text: line })
  }
  return [...parts, ...[...left.values()].map((picture) => ({ picture }))]
}
