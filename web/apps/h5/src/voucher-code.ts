/** A code of a voucher and its minute. */
export interface MinuteCode {
  minute: number
  text: string
  typed: string
}

const MINUTE = 60_000

/** The code of an instant of the server, how many seconds it stays on show, and for how many whole minutes there are more. */
export function codeAt(codes: readonly MinuteCode[], now: number): { code: MinuteCode; seconds: number; minutes: number } | undefined {
  const minute = Math.floor(now / MINUTE)
  const code = codes.find((one) => one.minute === minute)
  if (!code) return undefined
  const last = codes.reduce((most, one) => Math.max(most, one.minute), minute)
  return { code, seconds: Math.ceil(((minute + 1) * MINUTE - now) / 1_000), minutes: last - minute + 1 }
}

/** The digits of the minute at the end of a typed code, as people read them out. */
export const minuteDigits = (typed: string): string => typed.replace(/\D/g, '').slice(-6).replace(/(\d{3})(\d{3})/, '$1 $2')
