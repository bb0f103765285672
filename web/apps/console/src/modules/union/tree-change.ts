import type { FormValues } from '../../components/form-spec'
import { parseDay } from '@niangjia/ui'
import type { Schema } from '@niangjia/api'
import { t } from './locales/zh'
import type { ChangeKind, ChangeOrder, TreeChange } from './use-tree-changes'

export const CHANGE_KINDS: readonly ChangeKind[] = ['merge', 'move', 'dissolve', 'upgrade', 'split']

/** Which kinds name another union, and which a new name and kind. */
export const namesTarget = (kind: string | undefined) => kind === 'merge' || kind === 'move' || kind === 'dissolve'
export const namesNew = (kind: string | undefined) => kind === 'upgrade' || kind === 'split'

/** The order as the server reads it. */
export function orderOf(form: FormValues, employers: readonly string[], today: string): ChangeOrder {
  const kind = CHANGE_KINDS.find((known) => known === form.kind) ?? 'merge'
  return {
    kind,
    day: parseDay(form.day ?? '') ?? today,
    target_id: namesTarget(kind) ? form.target_id || null : null,
    new_name: namesNew(kind) ? (form.new_name ?? '') : '',
    new_kind: namesNew(kind) ? (form.new_kind ?? '') : '',
    employers: kind === 'split' ? [...employers] : [],
    document: form.document ?? '',
    reason: form.reason ?? '',
  }
}

/** One sentence: what happens. */
export function consequence(order: ChangeOrder, touched: { unions: number; employers: number; members: number; transfers: number }, today: string): string {
  const parts = [
    touched.unions > 0 ? t.change.unions(touched.unions) : '',
    touched.employers > 0 ? t.change.employersMoved(touched.employers) : '',
    touched.members > 0 ? t.change.membersMoved(touched.members) : '',
    touched.transfers > 0 ? t.change.transfers(touched.transfers) : '',
  ].filter((part) => part !== '')
  const along = parts.length === 0 ? '' : t.change.alongSure(parts.join('、'))
  return t.change.sure(t.change.kinds[order.kind], order.day, along, order.day > today ? t.change.mayCancel : t.change.noUndo)
}

/** What came of a change, in words. */
export function moved(change: TreeChange): string {
  const parts = [
    change.unions_moved > 0 ? t.change.unions(change.unions_moved) : '',
    change.employers_moved > 0 ? t.change.employersMoved(change.employers_moved) : '',
    change.members_moved > 0 ? t.change.membersMoved(change.members_moved) : '',
  ]
  return parts.filter((part) => part !== '').join('、')
}

/** The line of a change seen from a union: itself changed, or something came to it. */
export function changeLine(change: TreeChange, id: string): string {
  if (change.union_id !== id) return t.change.came(change.union_name, change.kind_label)
  if (change.kind === 'upgrade') return change.new_name === '' ? change.kind_label : t.change.became(change.new_name)
  if (change.kind === 'split') return t.change.splitOff(change.target_name || change.new_name)
  return t.change.went(change.kind_label, change.target_name)
}

/** Something in the life of a union: a change of the tree, a term that began, a name that ended, the founding. */
export type LifeEvent = { key: string; day: string } & ({ what: 'change'; change: TreeChange } | { what: 'term'; election: Schema<'ElectionDocument'> } | { what: 'former'; name: string } | { what: 'founded' })

/** The life of a union, newest first; of one day the change before the name that it ended. */
export function lifeOf(changes: readonly TreeChange[], former: readonly Schema<'FormerWords'>[], founded: string | null | undefined, elections: readonly Schema<'ElectionDocument'>[]): LifeEvent[] {
  const events: LifeEvent[] = [
    ...changes.map((change) => ({ key: `c${change.id}`, day: change.day, what: 'change' as const, change })),
    ...elections.filter((one) => one.state === 'approved' && one.approved_on).map((election) => ({ key: `e${election.id}`, day: election.approved_on ?? '', what: 'term' as const, election })),
    ...former.map((words) => ({ key: `f${words.valid_to}`, day: words.valid_to, what: 'former' as const, name: words.name })),
    ...(founded ? [{ key: 'founded', day: founded, what: 'founded' as const }] : []),
  ]
  const rank = { change: 0, term: 1, former: 2, founded: 3 }
  return events.sort((a, b) => (a.day === b.day ? rank[a.what] - rank[b.what] : a.day < b.day ? 1 : -1))
}

export function changeTone(change: TreeChange): 'good' | 'wait' | 'bad' | 'quiet' {
  return { planned: 'wait', working: 'wait', done: 'good', cancelled: 'quiet', failed: 'bad' }[change.state] as 'good' | 'wait' | 'bad' | 'quiet'
}
