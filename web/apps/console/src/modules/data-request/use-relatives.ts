import { api, send, type Schema } from '@niangjia/api'
import { formatTime } from '@niangjia/ui'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { saveFile } from '../../composables/download'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/relatives'

/** What a member arranged for the time after death. */
export function useRelativesChoice(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['member', 'relatives', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/relatives_choice', { params: { path: { id: id.value } } })),
  })
}

/** Records what a near relative asks. */
export function useAskForRelative() {
  return useCommand({
    send: ({ id, body }: { id: string; body: Schema<'RelativeRequestForm'> }, headers) => send(api.POST('/api/members/{id}/data_requests', { params: { path: { id } }, body, headers })),
    touches: [['data-request'], ['home'], ['member']],
    done: t.done,
    tell: false,
  })
}

/** The copy as a file: readable as it is, and by programs. */
export function copyFile(data: Schema<'OwnExport'>, number: string): { name: string; text: string } {
  const tables = Object.fromEntries(data.tables.map((table) => [table.title, table.rows]))
  return { name: t.file(number), text: `${JSON.stringify({ [t.madeAt]: formatTime(data.made_at), ...tables }, null, 2)}\n` }
}

/** Makes the copy of an accepted request for a purpose and hands it to the browser. */
export function useRelativeCopy() {
  return useCommand({
    send: async ({ person, request, number, purpose }: { person: string; request: string; number: string; purpose: string }) => {
      const data = await send(api.POST('/api/members/{id}/data_requests/{request_id}/copy', { params: { path: { id: person, request_id: request } }, body: { purpose } }))
      const file = copyFile(data, number)
      saveFile({ name: file.name, blob: new Blob([file.text], { type: 'application/json' }) })
    },
    touches: [],
  })
}
