import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef, type Ref } from 'vue'
import { useSession } from '../shell/session'

export type UnionRow = Schema<'Union'>

/** Rows of one step down the tree. The largest union has a few hundred children. */
const STEP = 200
/** The parent of the topmost unions. */
const NOBODY = '0'

/** The unions right below one. */
export async function childrenOf(parentId: string): Promise<UnionRow[]> {
  const rows: UnionRow[] = []
  let after: string | undefined
  do {
    const page = await send(api.GET('/api/unions', { params: { query: { parent_id: parentId, limit: STEP, after } } }))
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after !== undefined)
  return rows
}

/** The unions at which the account's sight begins: those of its roles, each once; for administrators, the topmost. */
export function useRoots(): () => Promise<UnionRow[]> {
  const session = useSession()
  return async () => {
    const ids = new Set((session.view?.roles ?? []).flatMap((role) => (role.union_id === NOBODY ? [] : [role.union_id])))
    if (ids.size === 0) return childrenOf(NOBODY)
    return Promise.all([...ids].map((id) => send(api.GET('/api/unions/{id}', { params: { path: { id } } }))))
  }
}

/** Finds unions by the beginning of name, pinyin initials or code. */
export function useUnionSearch(q: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['union', 'search', q.value]),
    queryFn: () => send(api.GET('/api/unions', { params: { query: { q: q.value, limit: 20 } } })),
    enabled: computed(() => q.value.trim() !== ''),
  })
}

/** One union with the names above it. */
export function useUnion(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['union', 'one', id.value]),
    queryFn: () => send(api.GET('/api/unions/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
  })
}

/** The name of a union, for a chip; the id until it is known. */
export function useUnionName(id: Ref<string>): ComputedRef<string> {
  const { data } = useUnion(id)
  return computed(() => data.value?.name ?? id.value)
}
