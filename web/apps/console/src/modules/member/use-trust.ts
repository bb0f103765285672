import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/trust'

export type Attachment = Schema<'Attachment'>

/** Largest attachment, bytes; the server says the same. */
const LARGEST = 20 * 1024 * 1024

/** Why a file is not even sent, in words; the content is judged by the server. */
export function refuseEvidence(file: { name: string; size: number }): string | undefined {
  if (!/\.(pdf|jpe?g|png)$/i.test(file.name)) return t.files.badKind(file.name)
  return file.size > LARGEST ? t.files.tooBig(file.name) : undefined
}

export function useAttachments(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['member', 'files', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/attachments', { params: { path: { id: id.value } } })),
    enabled: wanted,
  })
}

export function useRemoveAttachment() {
  return useCommand({
    send: ({ id, file, reason }: { id: string; file: string; reason: string }, headers) =>
      send(api.DELETE('/api/members/{id}/attachments/{attachment_id}', { params: { path: { id, attachment_id: file }, query: { reason } }, headers })),
    touches: [['member', 'files']],
    done: t.files.removed,
  })
}

/** Who of the staff looked at a member. */
export function useMemberViews(id: Ref<string>, wanted: Ref<boolean>) {
  return useQuery({
    queryKey: computed(() => ['member', 'views', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/views', { params: { path: { id: id.value } } })),
    enabled: wanted,
  })
}

/** What a member has consented to and withdrawn. */
export function useMemberConsents(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['member', 'consents', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/consents', { params: { path: { id: id.value } } })),
  })
}

export function useChangePhone() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'ChangePhone'> }) =>
      send(api.POST('/api/members/{id}/phone', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: [['member']],
    done: t.phone.done,
    tell: false,
  })
}
