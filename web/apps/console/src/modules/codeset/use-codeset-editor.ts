import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { useKeysetList } from '../../composables/use-keyset-list'

export type CodesetRow = Schema<'CodesetRow'>
export type Codeset = Schema<'Codeset'>

/** All dictionaries; there are some dozens, so they come on one page. */
export function useCodesetList() {
  return useKeysetList({
    key: 'codeset',
    filters: [],
    exports: { path: '/api/codesets/export', permission: 'codeset.export', conditions: ({ q }) => ({ q }) },
    load: async ({ q }, signal) => {
      const items = await send(api.GET('/api/codesets', { params: { query: { q: q || undefined } }, signal }))
      return { items, next: null, count: { value: items.length, exact: true } }
    },
  })
}

/** One dictionary, with the version that an edit must have seen. */
export function useCodesetDocument(set: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['codeset', 'editor', set.value]),
    queryFn: () => send(api.GET('/api/codesets/{set}', { params: { path: { set: set.value } } })),
    enabled: computed(() => set.value !== ''),
    staleTime: 0,
  })
}

interface Edit<Body> {
  set: string
  version: number
  code: string
  body: Body
}
const seen = (version: number) => ({ 'If-Match': `"${version}"` })
const touches = [['codeset']] as const

export function useAddItem(done: string) {
  return useCommand({
    send: ({ set, version, body }: Omit<Edit<Schema<'NewCodeItem'>>, 'code'>, headers) =>
      send(api.POST('/api/codesets/{set}/items', { params: { path: { set } }, body, headers: { ...headers, ...seen(version) } })),
    touches,
    done,
    tell: false,
  })
}

export function useEditItem(done: string) {
  return useCommand({
    send: ({ set, version, code, body }: Edit<Schema<'CodeItemEdit'>>) => send(api.PATCH('/api/codesets/{set}/items/{code}', { params: { path: { set, code } }, body, headers: seen(version) })),
    touches,
    done,
    tell: false,
  })
}

export function useEndItem(done: (ended: boolean) => string) {
  return useCommand({
    send: async ({ set, version, code, body }: Edit<Schema<'CodeItemEnd'>>, headers) => {
      await send(api.POST('/api/codesets/{set}/items/{code}/end', { params: { path: { set, code } }, body, headers: { ...headers, ...seen(version) } }))
      return typeof body.last_day === 'string'
    },
    touches,
    done,
  })
}

export function useSynonyms(done: { add: string; remove: string }) {
  const add = useCommand({
    send: ({ set, version, code, body }: Edit<Schema<'NewSynonym'>>, headers) =>
      send(api.POST('/api/codesets/{set}/items/{code}/synonyms', { params: { path: { set, code } }, body, headers: { ...headers, ...seen(version) } })),
    touches,
    done: done.add,
  })
  const remove = useCommand({
    send: ({ set, version, code, body }: Edit<Schema<'NewSynonym'>>) =>
      send(api.DELETE('/api/codesets/{set}/items/{code}/synonyms', { params: { path: { set, code }, query: { word: body.word } }, headers: seen(version) })),
    touches,
    done: done.remove,
  })
  return { add, remove }
}
