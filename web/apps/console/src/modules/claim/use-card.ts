import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { useSession } from '../../shell/session'

/** The bank card that a person is paid on. */
export function useCard(person: Ref<string>) {
  const session = useSession()
  return useQuery({
    queryKey: computed(() => ['claim', 'card', person.value]),
    queryFn: () => send(api.GET('/api/mutual_cards/{person_id}', { params: { path: { person_id: person.value } } })),
    enabled: computed(() => person.value !== '' && session.can('payment.read')),
  })
}
export function usePutCard(done: string) {
  return useCommand({
    send: ({ person, body }: { person: string; body: Schema<'NewMutualCard'> }) => send(api.PUT('/api/mutual_cards/{person_id}', { params: { path: { person_id: person } }, body })),
    touches: [['claim'], ['payment']],
    done,
    tell: false,
  })
}
