import { t } from './locales/zh'

/** The states of a membership (docs/rules §6). */
export const STATUSES = ['active', 'retained', 'transferred_out', 'left', 'expelled', 'died', 'merged'] as const
export type Status = (typeof STATUSES)[number]

const isStatus = (text: string): text is Status => STATUSES.some((status) => status === text)

/** The word for a state. */
export function statusLabel(status: string): string {
  return isStatus(status) ? t.status[status] : status
}

/** The colour of a state: a member, kept without dues, or no longer one. */
export function statusKind(status: string): 'good' | 'wait' | 'quiet' {
  if (status === 'active') return 'good'
  return status === 'retained' ? 'wait' : 'quiet'
}
