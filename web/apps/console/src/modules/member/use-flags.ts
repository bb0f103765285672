import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/flags'

export type FlagRow = Schema<'FlagRow'>
export type FlagForm = Schema<'FlagForm'>

/** Dictionaries of the values of kinds of flags, by kind. */
const VALUES = { new_employment: 'new_employment', model_worker: 'model_worker_level', skill: 'skill_level', migrant_worker: 'migrant_worker' } as const

/** The dictionary of the values of a kind of flag; none where the flag itself says all. */
export function valuesOf(kind: string): (typeof VALUES)[keyof typeof VALUES] | undefined {
  return kind in VALUES ? VALUES[kind as keyof typeof VALUES] : undefined
}

/** Kinds whose present value stands in the member's data: there "none" is a value, and the first day may be unknown. */
export function inColumn(kind: string): boolean {
  return kind === 'skill' || kind === 'migrant_worker'
}

/** A value of the member's data without days. */
export function isUndated(flag: FlagRow): boolean {
  return flag.id === '0'
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
