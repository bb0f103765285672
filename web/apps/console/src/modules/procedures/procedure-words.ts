import type { Schema } from '@niangjia/api'
import { t } from './locales/zh'
import type { Procedure, Step } from './procedure-edit'

type Limit = Schema<'CaseLimit'>

/** A limit in words. */
export const limitText = ({ count, unit }: Limit): string => t.limits[unit](count)

/** The clock of a step in a few words, for a box of the diagram; empty where none runs. */
export function shortClock(step: Pick<Step, 'clock'>): string {
  if (!step.clock) return ''
  return step.clock === 'track' ? t.trackClock : limitText(step.clock.own)
}

/** The clock of a step with the limits of the tracks. */
export function clockText(p: Procedure, step: Step): string {
  if (step.closed) return t.closedStep
  if (!step.clock) return t.noClock
  if (step.clock !== 'track') return limitText(step.clock.own)
  const list = (p.tracks ?? []).map((track) => `${track.title} ${limitText(track.limit)}`)
  return t.trackClockOf(list.join('\u3001'))
}

/** Roles in words. */
export const rolesText = (roles: readonly Schema<'Role'>[] | undefined): string => (roles ?? []).map((role) => t.roles[role]).join('\u3001')
