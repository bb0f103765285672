import type { SampleClaim } from './use-samples'

/** How many claims of a sample were looked at. */
export function lookedAt(rows: readonly Pick<SampleClaim, 'finding'>[]): number {
  return rows.filter((row) => row.finding).length
}

/** Whether a note can be kept: a finding is chosen, and what is wrong is said. */
export function complete(finding: string, note: string): boolean {
  return finding !== '' && (finding === 'none' || [...note.trim()].length >= 2)
}

/** A seed that nobody chose by hand: eight letters and digits that are not mistaken for one another. */
export function newSeed(random: (count: number) => Uint8Array): string {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
  return [...random(8)].map((byte) => signs[byte % signs.length] ?? '').join('')
}
