import { t } from './locales/zh'
import type { TransferRow } from './use-transfers'

/** The state of a proposal as it is shown: an open one says what is most pressing. */
export function transferState(row: Pick<TransferRow, 'kind' | 'state' | 'escalated' | 'overdue' | 'agreed'>): { kind: 'good' | 'wait' | 'bad' | 'quiet'; text: string } {
  if (row.state === 'accepted') return { kind: 'good', text: row.kind === 'transfer' || row.kind === 'conversion' ? t.states.accepted : t.seconded }
  if (row.state === 'returned') return { kind: 'quiet', text: t.states.returned }
  if (row.state === 'withdrawn') return { kind: 'quiet', text: t.states.withdrawn }
  if (row.escalated) return { kind: 'bad', text: t.escalated }
  if (row.overdue) return { kind: 'bad', text: t.overdue }
  return { kind: 'wait', text: row.agreed ? t.agreed : t.states.proposed }
}
