/** A share as percent with one decimal; a dash where there is nothing to share. */
export function shareText(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`
}

/** How many more are needed for a share of `percent`. */
export function stillNeeded(part: number, whole: number, percent: number): number {
  return Math.max(0, Math.ceil((whole * percent) / 100) - part)
}
