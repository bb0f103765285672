import { api, send } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'

/** A dictionary as a form and a list need it. */
export interface CodesetUse {
  options: ComputedRef<{ value: string; label: string }[]>
  /** The label of a code; an unknown code is shown as it is. */
  label: (code: string | null | undefined) => string
}

/** A dictionary of the server, kept for the session. */
export function useCodeset(set: string): CodesetUse {
  const query = useQuery({
    queryKey: ['codeset', set],
    queryFn: () => send(api.GET('/api/codesets/{set}', { params: { path: { set } } })),
    staleTime: 10 * 60_000,
  })
  const labels = computed(() => new Map(query.data.value?.items.map((item) => [item.code, item.label])))
  return {
    // What has ended keeps its label, but is not offered any more.
    options: computed(() => {
      const set = query.data.value
      const valid = (set?.items ?? []).filter((item) => item.valid_from <= (set?.today ?? '') && (set?.today ?? '') <= item.valid_to)
      return valid.map((item) => ({ value: item.code, label: item.label }))
    }),
    label: (code) => (code ? (labels.value.get(code) ?? code) : ''),
  }
}

/** Several dictionaries under the names that a form gives them. */
export function useCodesets<Name extends string>(sets: Readonly<Record<Name, string>>) {
  const names = Object.keys(sets) as Name[]
  const uses = names.map((name) => [name, useCodeset(sets[name])] as const)
  const byName = new Map<Name, CodesetUse>(uses)
  return {
    options: computed(() => Object.fromEntries(uses.map(([name, use]) => [name, use.options.value])) as Record<Name, { value: string; label: string }[]>),
    label: (name: Name, code: string | null | undefined) => byName.get(name)?.label(code) ?? '',
  }
}
