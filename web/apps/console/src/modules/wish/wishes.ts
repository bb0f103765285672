import type { PlainDeed } from '../cases/case-deed'

/** The kinds of case of this module. */
export const WISH = 'voice.wish'
export const COLUMN = 'voice.column'

/** The columns of the board, in the order in which a wish goes through them. */
export const COLUMNS = ['told', 'published', 'claimed', 'delivered', 'finished'] as const
export type Column = (typeof COLUMNS)[number]

/** Where the wishes of a column are looked for: in the last one they are closed. */
export const viewOf = (column: Column) => (column === 'finished' ? 'closed' : 'open')

/** What is usually done next with a wish of a column, by code of the move, or a deed beside the moves. */
export const NEXT: Readonly<Partial<Record<Column, { move: string } | { plain: PlainDeed }>>> = {
  told: { move: 'publish' },
  published: { plain: 'claim_for' },
  claimed: { move: 'deliver' },
  delivered: { move: 'called' },
}
