import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { useCommand } from '../../composables/use-command'

export type PackRow = Schema<'PackRow'>

export function usePacks() {
  return useQuery({ queryKey: ['shape-packs'], queryFn: () => send(api.GET('/api/shape_packs')) })
}

const TOUCHES = [['shape-packs'], ['shapes']] as const
/** A form with a file is sent as it is; the generated types know its fields only. */
const asForm = (body: unknown) => body as FormData

/** Loads a new pack or, given one, replaces it. */
export function useLoadPack() {
  return useCommand({
    send: ({ pack, form }: { pack?: PackRow; form: FormData }, headers) =>
      pack
        ? send(api.PUT('/api/shape_packs/{id}', { params: { path: { id: pack.id } }, body: form as never, bodySerializer: asForm, headers: { 'If-Match': `"${pack.version}"` } }))
        : send(api.POST('/api/shape_packs', { body: form as never, bodySerializer: asForm, headers })),
    touches: TOUCHES,
    tell: false,
  })
}

export function useRemovePack() {
  return useCommand({
    send: (pack: PackRow) => send(api.DELETE('/api/shape_packs/{id}', { params: { path: { id: pack.id } }, headers: { 'If-Match': `"${pack.version}"` } })),
    touches: TOUCHES,
  })
}
