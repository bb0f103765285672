import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { useKeysetList, type ListState } from '../../composables/use-keyset-list'

/** The filters of the list. */
export const FILTERS = ['group', 'mark', 'waiting'] as const

function conditions({ q, filters }: Pick<ListState<(typeof FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, group: filters.group, mark: filters.mark, waiting: filters.waiting === 'yes' }
}

/** All parameters; there are less than a hundred, so they come on one page. */
export function useParameters() {
  return useKeysetList({
    key: 'parameter',
    filters: FILTERS,
    exports: { path: '/api/parameters/export', permission: 'parameter.export', conditions },
    load: async (state, signal) => {
      const items = await send(api.GET('/api/parameters', { params: { query: conditions(state) }, signal }))
      return { items, next: null, count: { value: items.length, exact: true } }
    },
  })
}

export function useParameter(code: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['parameter', 'one', code.value]),
    queryFn: () => send(api.GET('/api/parameters/{code}', { params: { path: { code: code.value } } })),
    enabled: computed(() => code.value !== ''),
  })
}

const touches = [['parameter'], ['home'], ['notice']] as const

export function usePropose(done: string) {
  return useCommand({
    send: ({ code, body }: { code: string; body: Schema<'ProposeParameter'> }, headers) => send(api.POST('/api/parameters/{code}/proposals', { params: { path: { code } }, body, headers })),
    touches,
    done,
    tell: false,
  })
}

export function useDecide(done: { approve: string; reject: string; withdraw: string }) {
  const approve = useCommand({
    send: (id: string, headers) => send(api.POST('/api/parameter_proposals/{id}/approve', { params: { path: { id } }, body: { note: '' }, headers })),
    touches,
    done: done.approve,
  })
  const reject = useCommand({
    send: ({ id, note }: { id: string; note: string }, headers) => send(api.POST('/api/parameter_proposals/{id}/reject', { params: { path: { id } }, body: { note }, headers })),
    touches,
    done: done.reject,
  })
  const withdraw = useCommand({
    send: (id: string, headers) => send(api.POST('/api/parameter_proposals/{id}/withdraw', { params: { path: { id } }, headers })),
    touches,
    done: done.withdraw,
  })
  return { approve, reject, withdraw }
}
