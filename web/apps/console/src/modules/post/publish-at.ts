const YEAR_MS = 366 * 86_400_000

/** The instant that a field of day and time means, in China whatever this computer says; nothing if it is none. */
export function instantOfField(value: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)) return undefined
  const at = Date.parse(`${value}:00+08:00`)
  return Number.isNaN(at) ? undefined : at
}

/** Whether something can be published then: after now, within a year. */
export function isSoon(at: number | undefined, now: number): boolean {
  return at !== undefined && at > now && at <= now + YEAR_MS
}
