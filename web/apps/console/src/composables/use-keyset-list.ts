import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { ApiProblem, type Permission } from '@niangjia/api'
import { computed, ref, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'

/** One page of a list as every list endpoint answers it. */
export interface KeysetPage<Item> {
  items: Item[]
  next?: string | null
  /** The page before, where the server can turn back; else the pages turned so far lead back. */
  prev?: string | null
  count?: { value: number; exact: boolean } | null
}

/** What the address bar says about a list; `after` is a cursor made by the server. */
export interface ListState<Name extends string> {
  q: string
  sort: string
  after: string
  filters: Partial<Record<Name, string>>
}

/** Rows per page: enough for a screen and a bit, within the limit of the server. */
export const PAGE_SIZE = 50

/** Reads the state of a list from the query of a route. Unknown names are left alone. */
export function readState<Name extends string>(query: LocationQuery, names: readonly Name[]): ListState<Name> {
  const text = (name: string): string => {
    const value = query[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const filters: Partial<Record<Name, string>> = {}
  for (const name of names) {
    if (text(name) !== '') filters[name] = text(name)
  }
  return { q: text('q'), sort: text('sort'), after: text('after'), filters }
}

/** The query for a state: only what is set, so that a shared link stays short. */
export function writeState<Name extends string>(state: ListState<Name>): Record<string, string> {
  const query: Record<string, string> = {}
  for (const name of ['q', 'sort', 'after'] as const) {
    if (state[name] !== '') query[name] = state[name]
  }
  for (const [name, value] of Object.entries<string | undefined>(state.filters)) {
    if (value !== undefined && value !== '') query[name] = value
  }
  return query
}

/** Where the file of a list is made, and with which conditions: the same as those of the list. */
export interface Exporting {
  path: string
  permission: Permission
  conditions: Record<string, unknown>
}

/** A list whose search, filters, order and page live in the address bar. */
export interface KeysetList<Item, Name extends string> {
  state: ComputedRef<ListState<Name>>
  items: ComputedRef<Item[]>
  count: ComputedRef<{ value: number; exact: boolean } | undefined>
  loading: ComputedRef<boolean>
  fetching: ComputedRef<boolean>
  problem: ComputedRef<ApiProblem | undefined>
  hasNext: ComputedRef<boolean>
  hasPrev: ComputedRef<boolean>
  filtered: ComputedRef<boolean>
  exporting: ComputedRef<Exporting | undefined>
  search(q: string): void
  filter(name: Name, value: string): void
  sortBy(sort: string): void
  clear(): void
  show(query: Record<string, string>): void
  next(): void
  prev(): void
  /** Counts to the end. */
  countExactly(): void
  refresh(): void
}

/**
 * Binds a list endpoint to the address bar.
 * A change of search, filter or order starts again at the first page and replaces the entry in the browser's
 * history; turning a page pushes one, so that "back" turns the page back.
 */
export function useKeysetList<Item, const Name extends string>(spec: {
  key: string
  filters: readonly Name[]
  /** More that the result depends on, such as the union whose members are shown. */
  within?: MaybeRefOrGetter<unknown>
  load: (state: ListState<Name>, signal: AbortSignal) => Promise<KeysetPage<Item>>
  /** Counts what matches, where the list does not tell it; beyond a bound only on request. */
  countAll?: (state: ListState<Name>, exact: boolean, signal: AbortSignal) => Promise<{ value: number; exact: boolean }>
  /** How the list is carried out as a file; `conditions` are those that `load` sends. */
  exports?: { path: string; permission: Permission; conditions?: (state: ListState<Name>) => Record<string, unknown> }
}): KeysetList<Item, Name> {
  const route = useRoute()
  const router = useRouter()
  const state = computed(() => readState(route.query, spec.filters))
  const query = useQuery({
    queryKey: computed(() => [spec.key, 'list', toValue(spec.within) ?? null, state.value]),
    queryFn: ({ signal }) => spec.load(state.value, signal),
    placeholderData: keepPreviousData,
  })

  const conditions = computed(() => ({ q: state.value.q, filters: state.value.filters }))
  // Asked for exactness once, until the conditions change.
  const exactFor = ref('')
  const exact = computed(() => exactFor.value === JSON.stringify(conditions.value))
  const countQuery = useQuery({
    queryKey: computed(() => [spec.key, 'count', toValue(spec.within) ?? null, conditions.value, exact.value]),
    queryFn: ({ signal }) => spec.countAll?.(state.value, exact.value, signal) ?? Promise.reject(new Error('no count')),
    enabled: spec.countAll !== undefined,
  })

  // The pages turned so far; a page opened by its address leads back to the first one.
  const trail = ref<string[]>([])
  const own = new Set<string>(['q', 'sort', 'after', ...spec.filters])
  const others = () => Object.fromEntries(Object.entries(route.query).filter(([name]) => !own.has(name)))
  const go = (next: ListState<Name>, push = false) => {
    const target = { query: { ...others(), ...writeState(next) } }
    void (push ? router.push(target) : router.replace(target))
  }
  const fromStart = (change: Partial<ListState<Name>>) => {
    trail.value = []
    go({ ...state.value, after: '', ...change })
  }

  return {
    state,
    items: computed(() => query.data.value?.items ?? []),
    count: computed(() => (spec.countAll ? countQuery.data.value : (query.data.value?.count ?? undefined))),
    loading: computed(() => query.isPending.value),
    fetching: computed(() => query.isFetching.value),
    problem: computed(() => (query.error.value ? ApiProblem.from(query.error.value) : undefined)),
    hasNext: computed(() => Boolean(query.data.value?.next)),
    // A cursor that leads back is marked by the server; at its end the first page is reached.
    hasPrev: computed(() => trail.value.length > 0 || Boolean(query.data.value?.prev) || (state.value.after !== '' && !state.value.after.startsWith('~'))),
    filtered: computed(() => state.value.q !== '' || Object.keys(state.value.filters).length > 0),
    exporting: computed(() => spec.exports && { ...spec.exports, conditions: spec.exports.conditions?.(state.value) ?? {} }),
    search: (q) => fromStart({ q: q.trim() }),
    filter: (name, value) => {
      const filters = { ...state.value.filters }
      if (value === '') delete filters[name]
      else filters[name] = value
      fromStart({ filters })
    },
    sortBy: (sort) => fromStart({ sort }),
    clear: () => fromStart({ q: '', filters: {} }),
    show: (saved) => {
      trail.value = []
      go({ ...readState(saved, spec.filters), after: '' }, true)
    },
    next: () => {
      trail.value = [...trail.value, state.value.after]
      go({ ...state.value, after: query.data.value?.next ?? '' }, true)
    },
    prev: () => {
      const before = trail.value.at(-1) ?? query.data.value?.prev ?? ''
      trail.value = trail.value.slice(0, -1)
      go({ ...state.value, after: before }, true)
    },
    countExactly: () => {
      exactFor.value = JSON.stringify(conditions.value)
    },
    refresh: () => {
      void query.refetch()
      if (spec.countAll) void countQuery.refetch()
    },
  }
}
