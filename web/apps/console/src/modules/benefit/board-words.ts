import { t } from './locales/zh'

const DAY = 86_400
const two = (n: number) => String(n).padStart(2, '0')

/** A time that is left, as a clock that runs down: 2 days 03:04:05. Nothing where it is over. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds <= 0) return ''
  const [days, rest] = [Math.floor(seconds / DAY), seconds % DAY]
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`
  return days > 0 ? t.board.days(days, clock) : clock
}

/** Which instant a board counts down to, by the clock of the server. */
export function countdown(board: { state: string; opens: number; closes: number }, now: number): { label: string; left: string } {
  const running = board.state === 'published' || board.state === 'paused'
  if (!running || now >= board.closes) return { label: t.board.over, left: '' }
  return now < board.opens ? { label: t.board.opensIn, left: clockText(board.opens - now) } : { label: t.board.closesIn, left: clockText(board.closes - now) }
}
