import type { CaseDetail, DeedValues, Doing } from './case-deed'

/** What was typed and not sent, by account, case and deed: in memory only, for it may be about people. */
const drafts = new Map<string, DeedValues>()

/** The draft of one deed with one case. */
export function draftOf(account: string, of: Pick<CaseDetail, 'id'>, doing: Doing): { read: () => Partial<DeedValues>; write: (values: DeedValues) => void; forget: () => void } {
  const key = `${account} ${of.id} ${doing.kind === 'move' ? `move ${doing.move.code}` : `${doing.deed} ${doing.opinion?.id ?? ''}`}`
  return {
    read: () => drafts.get(key) ?? {},
    write: (values) => void drafts.set(key, { ...values, unions: [...values.unions], accounts: [...values.accounts], fields: { ...values.fields } }),
    forget: () => void drafts.delete(key),
  }
}
