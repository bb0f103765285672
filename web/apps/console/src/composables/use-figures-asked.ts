import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** Of which union, and when; the reader's own and all time where nothing is said. */
export type FiguresAsked = Partial<Record<'union_id' | 'from' | 'to', string | undefined>>

/** Union and period of figures, as they stand in the address beside the part and the filters of a list. */
export function useFiguresAsked() {
  const route = useRoute()
  const router = useRouter()
  const at = (name: string) =>
    computed({
      get: () => (typeof route.query[name] === 'string' ? String(route.query[name]) : ''),
      set: (value: string) => void router.replace({ query: { ...route.query, [name]: value || undefined } }),
    })
  // The list beneath has filters of the same names, with another meaning: what the figures ask has its own.
  const [unionId, from, to] = [at('of'), at('since'), at('until')]
  const asked = computed<FiguresAsked>(() => ({ union_id: unionId.value || undefined, from: from.value || undefined, to: to.value || undefined }))
  return { unionId, from, to, asked }
}
