import type { ApiProblem, Schema } from '@niangjia/api'
import { p } from './locales/proposals'

export type Kind = Schema<'BenefitProposalKind'>
export type Text = Schema<'BenefitDiscountText'>

/** What is written of a proposal, as the page shows it. */
export interface ProposalDraft {
  title: string
  detail: string
  from: string
  to: string
  how: 'show' | 'code'
  times: string
  weekdays: number[]
  monthDays: number[]
  dates: string[]
  note: string
}
export type ProposalFaults = Partial<Record<'title' | 'detail' | 'from' | 'to' | 'times' | 'days' | 'note', string>>

/** The draft of a new one, or of what stands. */
export function proposalDraft(of: Omit<Text, 'days_label'> | undefined, note: string, today: string): ProposalDraft {
  return {
    title: of?.title ?? '',
    detail: of?.detail ?? '',
    from: of?.from ?? today,
    to: of?.to ?? '',
    how: of?.by_code ? 'code' : 'show',
    times: String(of?.per_day ?? 1),
    weekdays: [...(of?.days.weekdays ?? [])],
    monthDays: [...(of?.days.month_days ?? [])],
    dates: [...(of?.days.dates ?? [])],
    note,
  }
}

const length = (text: string) => [...text.trim()].length

/** What is wrong, before anything is sent; `begun` is whether its first day stays as it is. */
export function proposalFaults(kind: Kind, draft: ProposalDraft, today: string, begun: boolean): ProposalFaults {
  const note = length(draft.note) > 200 ? { note: p.bad.note } : {}
  if (kind === 'end') return { ...note, ...(draft.to < today ? { to: p.bad.last } : {}) }
  const times = Number(draft.times)
  return {
    ...note,
    ...(length(draft.title) < 2 || length(draft.title) > 30 ? { title: p.bad.title } : {}),
    ...(length(draft.detail) > 200 ? { detail: p.bad.detail } : {}),
    ...(!begun && draft.from < today ? { from: p.bad.from } : {}),
    ...(draft.to !== '' && (draft.to < draft.from || draft.to < today) ? { to: p.bad.to } : {}),
    ...(draft.how === 'code' && !(/^\d{1,2}$/.test(draft.times.trim()) && times >= 1 && times <= 20) ? { times: p.bad.times } : {}),
  }
}

/** What is sent. */
export function proposalBody(draft: ProposalDraft): Schema<'BenefitProposalTold'> {
  const days = { weekdays: [...draft.weekdays].sort((a, b) => a - b), month_days: [...draft.monthDays].sort((a, b) => a - b), dates: [...draft.dates].sort() }
  const told = { title: draft.title.trim(), detail: draft.detail.trim(), from: draft.from, to: draft.to || null, by_code: draft.how === 'code', per_day: draft.how === 'code' ? Number(draft.times) : 1, days }
  return { told, note: draft.note.trim() }
}

const FIELDS: Readonly<Record<string, keyof ProposalFaults>> = { '/title': 'title', '/detail': 'detail', '/from': 'from', '/to': 'to', '/per_day': 'times', '/days': 'days', '/note': 'note' }

/** What the server refused, at its fields. */
export function refusedProposal(problem: Pick<ApiProblem, 'errors'>): ProposalFaults {
  return Object.fromEntries(problem.errors.flatMap((one) => (FIELDS[one.pointer] ? [[FIELDS[one.pointer], one.detail]] : [])))
}
