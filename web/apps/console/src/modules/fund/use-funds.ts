import { api, send } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { ref, type Ref } from 'vue'

/** The funds in sight: unions that keep books. */
export function useFunds(wanted: Ref<boolean> = ref(true)) {
  return useQuery({ queryKey: ['fund', 'books'], queryFn: () => send(api.GET('/api/ledger_books')), staleTime: 60_000, enabled: wanted })
}
