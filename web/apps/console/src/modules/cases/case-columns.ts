import { formatTime } from '@niangjia/ui'
import type { ColumnSpec } from '../../components/list-spec'
import { clockState, dueText } from './case-clock'
import { t } from './locales/zh'
import type { CaseRow } from './use-cases'

/** Who has it, in a word; nothing where that no longer matters. */
export const ownerText = (row: Pick<CaseRow, 'owner_name' | 'state'>): string => row.owner_name || (row.state === 'open' ? t.free : '')

/** The columns of every list of cases; `case` and `due` are drawn by `CaseCell` and `CaseDue`. */
export function caseColumns(today: string): ColumnSpec<CaseRow>[] {
  return [
    { name: 'case', label: t.col.case, text: (row) => `${row.number} ${row.title}`, minWidth: 220, lines: true },
    { name: 'due', label: t.col.due, text: (row) => `${dueText(row)} ${clockState(row, today).text}`, width: 132, lines: true },
    { name: 'owner', label: t.col.owner, text: (row) => ownerText(row) || '—', width: 124, optional: true },
    { name: 'holder', label: t.col.holder, text: (row) => row.holder_name, minWidth: 180, optional: true },
    { name: 'step', label: t.col.step, text: (row) => row.step_title, width: 130, optional: true },
    { name: 'track', label: t.col.track, text: (row) => row.track_title || '—', minWidth: 150, optional: true },
    { name: 'kind', label: t.col.kind, text: (row) => row.kind_title, width: 110, optional: true },
    { name: 'channel', label: t.col.channel, text: (row) => row.channel_title, width: 80, optional: true },
    { name: 'reporter', label: t.col.reporter, text: (row) => row.reporter_title, width: 90, optional: true },
    { name: 'employer', label: t.col.employer, text: (row) => row.employer_name || '—', minWidth: 160, optional: true },
    { name: 'home', label: t.col.home, text: (row) => row.home_name, minWidth: 160, optional: true },
    { name: 'received', label: t.col.received, text: (row) => formatTime(row.received_at), width: 150, kind: 'code', optional: true },
    { name: 'closed', label: t.col.closed, text: (row) => (row.closed_at ? formatTime(row.closed_at) : '—'), width: 150, kind: 'code', optional: true },
    { name: 'rating', label: t.col.rating, text: (row) => row.rating_title || '—', width: 90, optional: true },
  ]
}

/** The same for a page about one kind, which has the width of the screen: what the desk says in small letters stands in columns. */
export function wideCaseColumns(today: string): ColumnSpec<CaseRow>[] {
  const shown = new Set(['case', 'due', 'owner', 'holder', 'received'])
  return caseColumns(today)
    .filter((column) => column.name !== 'kind')
    .map(({ optional, ...column }) => (shown.has(column.name) || optional !== true ? column : { ...column, optional }))
}
