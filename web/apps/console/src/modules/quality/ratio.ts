/** A share for sorting; nothing to share comes before everything. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? -1 : part / whole
}
