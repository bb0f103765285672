import type { FormValues } from '../../components/form-spec'
import { parseDay } from '@niangjia/ui'
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

export function changeTone(change: TreeChange): 'good' | 'wait' | 'bad' | 'quiet' {
  return { planned: 'wait', working: 'wait', done: 'good', cancelled: 'quiet', failed: 'bad' }[change.state] as 'good' | 'wait' | 'bad' | 'quiet'
}
