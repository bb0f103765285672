import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList } from '../../composables/use-keyset-list'

export type Account = Schema<'AccountRow'>
export type RoleRow = Schema<'RoleRow'>

export function useAccounts() {
  return useKeysetList({
    key: 'account',
    filters: [],
    exports: { path: '/api/accounts/export', permission: 'account.export' },
    load: ({ after }, signal) => send(api.GET('/api/accounts', { params: { query: { after: after || undefined, limit: PAGE_SIZE } }, signal })),
  })
}

export function useAccount(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['account', 'one', id.value]),
    queryFn: () => send(api.GET('/api/accounts/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

/** The roles with everything that each may do. */
export function useRoles() {
  return useQuery({ queryKey: ['role'], queryFn: () => send(api.GET('/api/roles')), staleTime: 10 * 60_000 })
}

export function useCreateAccount() {
  return useCommand({ send: (body: Schema<'CreateAccount'>, headers) => send(api.POST('/api/accounts', { body, headers })), touches: [['account']], tell: false })
}

export function useAccountState(done: { lock: string; unlock: string }) {
  const lock = useCommand({ send: (id: string, headers) => send(api.POST('/api/accounts/{id}/lock', { params: { path: { id } }, headers })), touches: [['account']], done: done.lock })
  const unlock = useCommand({ send: (id: string, headers) => send(api.POST('/api/accounts/{id}/unlock', { params: { path: { id } }, headers })), touches: [['account']], done: done.unlock })
  return { lock, unlock }
}

export function useCreateGrant(done: string) {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'CreateGrant'> }, headers) => send(api.POST('/api/accounts/{id}/grants', { params: { path: { id } }, body, headers })),
    touches: [['account']],
    done,
    tell: false,
  })
}

export function useDeleteGrant(done: string) {
  return useCommand({
    send: ({ id, grantId }: { id: string; grantId: string }) => send(api.DELETE('/api/accounts/{id}/grants/{grant_id}', { params: { path: { id, grant_id: grantId } } })),
    touches: [['account']],
    done,
  })
}

export function useResets() {
  return useQuery({ queryKey: ['reset'], queryFn: () => send(api.GET('/api/resets')) })
}

export function useAskReset(done: string) {
  return useCommand({ send: (body: Schema<'AskReset'>, headers) => send(api.POST('/api/resets', { body, headers })), touches: [['reset'], ['home']], done })
}

export function useDecideReset(rejected: string) {
  const approve = useCommand({ send: (id: string, headers) => send(api.POST('/api/resets/{id}/approve', { params: { path: { id } }, headers })), touches: [['reset'], ['account'], ['home']] })
  const reject = useCommand({ send: (id: string, headers) => send(api.POST('/api/resets/{id}/reject', { params: { path: { id } }, headers })), touches: [['reset'], ['home']], done: rejected })
  return { approve, reject }
}
