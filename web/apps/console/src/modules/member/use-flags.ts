import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/flags'

export type FlagRow = Schema<'FlagRow'>
export type FlagForm = Schema<'FlagForm'>

/** The dictionary of the values of a kind of flag; none where the flag itself says all. */
export function valuesOf(kind: string): 'new_employment' | 'model_worker_level' | undefined {
  if (kind === 'new_employment') return 'new_employment'
  return kind === 'model_worker' ? 'model_worker_level' : undefined
}

/** The flags of a member, newest first. */
export function useFlags(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['member', 'flags', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/flags', { params: { path: { id: id.value } } })),
  })
}

/** Enters a flag, or ends or corrects the one that was seen. */
export function useSaveFlag(id: Ref<string>) {
  return useCommand({
    send: ({ flag, body }: { flag?: FlagRow; body: FlagForm }, headers) =>
      flag
        ? send(api.PATCH('/api/members/{id}/flags/{flag_id}', { params: { path: { id: id.value, flag_id: flag.id } }, body, headers: { ...headers, 'If-Match': `"${flag.version}"` } })).then(() => t.told.edited)
        : send(api.POST('/api/members/{id}/flags', { params: { path: { id: id.value } }, body, headers })).then(() => t.told.added),
    touches: [['member']],
    done: (said: string) => said,
    tell: false,
  })
}

/** Removes a flag that was entered by mistake. */
export function useRemoveFlag(id: Ref<string>) {
  return useCommand({
    send: (flag: FlagRow, headers) => send(api.DELETE('/api/members/{id}/flags/{flag_id}', { params: { path: { id: id.value, flag_id: flag.id } }, headers: { ...headers, 'If-Match': `"${flag.version}"` } })),
    touches: [['member']],
    done: t.told.removed,
  })
}
