import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { useKeysetList } from '../../composables/use-keyset-list'
import type { Procedure } from './procedure-edit'

export type ProcedureRow = Schema<'ProcedureRow'>
export type Version = Schema<'ProcedureVersion'>

/** All kinds; there are few, so they come on one page. */
export function useProcedures() {
  return useKeysetList({
    key: 'procedure',
    filters: [],
    exports: { path: '/api/procedures/export', permission: 'procedure.export' },
    load: async (_state, signal) => {
      const items = await send(api.GET('/api/procedures', { signal }))
      return { items, next: null, count: { value: items.length, exact: true } }
    },
  })
}

export function useProcedure(kind: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['procedure', 'one', kind.value]),
    queryFn: () => send(api.GET('/api/procedures/{kind}', { params: { path: { kind: kind.value } } })),
    enabled: computed(() => kind.value !== ''),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
}

/** What the server finds wrong with a definition. */
export const checkProcedure = (definition: Procedure) => send(api.POST('/api/procedures/check', { body: definition }))

/** Where a case would stand after each move. */
export const tryProcedure = (run: Schema<'TrialRun'>) => send(api.POST('/api/procedures/try', { body: run }))

const touches = [['procedure'], ['notice']] as const

export function usePropose(done: string) {
  return useCommand({ send: (body: Schema<'ProposeProcedure'>, headers) => send(api.POST('/api/procedures/proposals', { body, headers })), touches, done, tell: false })
}

interface Of {
  kind: string
  version: number
  note: string
}
export function useDecide(done: { approve: string; reject: string; withdraw: string }) {
  const path = ({ kind, version }: Of) => ({ path: { kind, version } })
  return {
    approve: useCommand({ send: (of: Of, headers) => send(api.POST('/api/procedures/{kind}/{version}/approve', { params: path(of), body: { note: of.note }, headers })), touches, done: done.approve }),
    reject: useCommand({ send: (of: Of, headers) => send(api.POST('/api/procedures/{kind}/{version}/reject', { params: path(of), body: { note: of.note }, headers })), touches, done: done.reject }),
    withdraw: useCommand({ send: (of: Of, headers) => send(api.POST('/api/procedures/{kind}/{version}/withdraw', { params: path(of), headers })), touches, done: done.withdraw }),
  }
}
