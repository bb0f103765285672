import { api, ApiProblem, send, upload, type Schema } from '@niangjia/api'
import type { Refusal, Server } from './sync'

/** The server as the sending of drafts sees it. */
export const server: Server = {
  create: async (body, key) => (await send(api.POST('/api/visits', { body, headers: { 'Idempotency-Key': key } }))).id,
  save: async (id, version, content) => (await send(api.PATCH('/api/visits/{id}', { params: { path: { id } }, body: content, headers: { 'If-Match': `"${version}"` } }))).version,
  read: async (id) => {
    const now = await send(api.GET('/api/visits/{id}', { params: { path: { id } } }))
    return { version: now.version, content: now.content, by: now.changed_by_name, at: now.changed_at }
  },
  addPhoto: async (id, photo) => {
    const form = new FormData()
    form.append('note', '')
    form.append('file', photo, 'photo.jpg')
    await upload<Schema<'AddedVisitPhoto'>>(`/api/visits/${id}/photos`, form, () => undefined).done
  },
}

/** A refusal with the sentences of its fields. */
export function refusal(error: unknown): Refusal {
  const problem = ApiProblem.from(error)
  return { status: problem.status, sentence: [problem.sentence, ...problem.errors.map((one) => one.detail)].join(' ') }
}
