import { api, send, type Schema } from '@niangjia/api'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { useCommand } from '../../composables/use-command'

export type TransferRow = Schema<'TransferRow'>

export const TRANSFER_FILTERS = ['direction', 'answered'] as const
const DIRECTIONS = ['out', 'in'] as const

function conditions({ filters }: Pick<ListState<(typeof TRANSFER_FILTERS)[number]>, 'filters'>) {
  return { direction: DIRECTIONS.find((known) => known === filters.direction), answered: filters.answered === 'true' }
}

/** Proposals from or to unions in sight: those that wait, oldest first; or those that were answered, newest first. */
export function useTransfers() {
  return useKeysetList({
    key: 'transfer',
    filters: TRANSFER_FILTERS,
    load: (state, signal) => send(api.GET('/api/transfers', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    exports: { path: '/api/transfers/export', permission: 'transfer.export', conditions },
  })
}

/** What may be done to an open proposal. */
export type Deed = 'accept' | 'refuse' | 'withdraw'

/** Answers a proposal or takes it back; the sentence says what happened. */
export function useTransferDeed(done: (name: string, deed: Deed) => string) {
  let said = ''
  return useCommand({
    send: ({ row, deed, note }: { row: TransferRow; deed: Deed; note: string }, headers) => {
      said = done(row.name, deed)
      const params = { path: { person_id: row.person_id } }
      return deed === 'withdraw'
        ? send(api.POST('/api/transfers/{person_id}/withdraw', { params, body: { note }, headers }))
        : send(api.POST('/api/transfers/{person_id}/answer', { params, body: { accept: deed === 'accept', note }, headers }))
    },
    touches: [['transfer'], ['home'], ['member']],
    done: () => said,
  })
}
