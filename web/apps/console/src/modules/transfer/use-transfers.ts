import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { useCommand } from '../../composables/use-command'

export type TransferRow = Schema<'TransferRow'>

/** How many open proposals the server tells at once. */
export const TRANSFERS_MAX = 200

/** Open proposals from or to unions in sight, oldest first. */
export function useTransfers() {
  return useQuery({ queryKey: ['transfer'], queryFn: () => send(api.GET('/api/transfers')) })
}

/** Answers a proposal; the sentence says what happened. */
export function useAnswerTransfer(done: (input: { name: string; accept: boolean }) => string) {
  let said = ''
  return useCommand({
    send: ({ row, accept, note }: { row: TransferRow; accept: boolean; note: string }, headers) => {
      said = done({ name: row.name, accept })
      return send(api.POST('/api/transfers/{person_id}/answer', { params: { path: { person_id: row.person_id } }, body: { accept, note }, headers }))
    },
    touches: [['transfer'], ['home'], ['member']],
    done: () => said,
  })
}
