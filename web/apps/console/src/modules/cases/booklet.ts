import type { Schema } from '@niangjia/api'

type Piece = Schema<'BookletPiece'>

/** A piece as it is printed. */
export interface PrintedPiece {
  id: string
  number: string
  title: string
  text: string
  /** Who is named under it: of those who told it openly. */
  author: string
  unit: string
  fields: readonly { code: string; title: string; text: string }[]
}

/**
 * A piece as it is printed: where the kind has a text that everybody reads, that text stands for what was told, and is not
 * said again among the fields.
 */
export function printed(piece: Piece, publicText: string | undefined): PrintedPiece {
  const told = piece.fields.find((field) => field.code === publicText && field.text !== '')
  return {
    id: piece.id,
    number: piece.number,
    title: piece.title,
    text: told?.text ?? piece.body,
    author: piece.author,
    unit: piece.employer_name || piece.union_name,
    fields: piece.fields.filter((field) => field !== told && field.text !== '' && field.text !== piece.author),
  }
}

/** The field of a kind whose text everybody reads, if it has one. */
export function publicTextOf(procedure: Pick<Schema<'Procedure'>, 'fields'> | undefined): string | undefined {
  return procedure?.fields?.find((field) => field.public === true && field.kind === 'long_text')?.code
}
