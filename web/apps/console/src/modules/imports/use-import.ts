import { api, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList } from '../../composables/use-keyset-list'
import { stageOf, type Batch } from './import-state'

export type ImportRow = Schema<'ImportRow'>

/** Past and present batches, newest first; asked again while one is moving. */
export function useImports() {
  return useKeysetList({
    key: 'import',
    filters: [],
    exports: { path: '/api/imports/export', permission: 'import.export' },
    load: ({ after }, signal) => send(api.GET('/api/imports', { params: { query: { after: after || undefined, limit: PAGE_SIZE } }, signal })),
  })
}

/** One batch; while it is moving, asked for every second, so that leaving and coming back shows the truth. */
export function useImport(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['import', 'one', id.value]),
    queryFn: () => send(api.GET('/api/imports/{id}', { params: { path: { id: id.value } } })),
    refetchInterval: (query) => (query.state.data && stageOf(query.state.data.state) === 'moving' ? 1000 : false),
    staleTime: 0,
  })
}

/** The rows of a batch with their verdicts. */
export function useImportRows(batch: Ref<Batch | undefined>, verdict: Ref<ImportRow['verdict'] | ''>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['import', 'rows', batch.value?.id, batch.value?.state, verdict.value]),
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/imports/{id}/rows', {
          params: { path: { id: batch.value?.id ?? '' }, query: { verdict: verdict.value || undefined, from: pageParam } },
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: computed(() => batch.value !== undefined && stageOf(batch.value.state) !== 'moving'),
  })
}

/** Commit, cancel or undo of a batch. */
export function useImportStep(step: 'commit' | 'cancel' | 'undo', done?: string) {
  return useCommand({
    send: (id: string, headers) => {
      const init = { params: { path: { id } }, headers }
      if (step === 'commit') return send(api.POST('/api/imports/{id}/commit', init))
      return step === 'cancel' ? send(api.POST('/api/imports/{id}/cancel', init)) : send(api.POST('/api/imports/{id}/undo', init))
    },
    touches: [['import'], ['member'], ['home']],
    done,
  })
}
