import type { Schema } from '@niangjia/api'

export type PostDetail = Schema<'PublicPostDetail'>
export type PostPicture = Schema<'PublicPostPicture'>

/** A paragraph, or a picture. */
export type BodyPart = { text: string; picture?: undefined } | { text?: undefined; picture: PostPicture }

const PLACE = /^\[\u56fe(\d+)\]$/

/** Where the bytes of a picture are. */
export const pictureOf = (post: string, picture: string) => `/api/public/posts/${post}/pictures/${picture}`

/** The text of a post, paragraph by paragraph, with each picture where the text places it; those that it does not place are last. */
export function withPictures(body: string, pictures: readonly PostPicture[]): BodyPart[] {
  const left = new Map(pictures.map((picture, n) => [n + 1, picture]))
  const parts: BodyPart[] = []
  for (const line of body.split('\n').filter((one) => one !== '')) {
    const place = Number(PLACE.exec(line.trim())?.[1] ?? 0)
    const picture = left.get(place)
    if (picture) left.delete(place)
    if (picture) parts.push({ picture })
    else if (place === 0) parts.push({ text: line })
  }
  return [...parts, ...[...left.values()].map((picture) => ({ picture }))]
}
