import createClient, { type Middleware } from 'openapi-fetch'
import { ApiProblem } from './problem'
import type { components, paths } from './schema'

/** A shape of the HTTP interface, by the name it has in openapi.json. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** A fresh key for one command; the same key sent twice has one effect. */
export function newKey(): string {
  // randomUUID exists only on https and on the local host.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * What every request carries: a header that no foreign page can send (against cross-site requests), the language
 * of the sentences, and for a POST an idempotency key unless the caller brought one for its retries.
 */
export const requestHeaders: Middleware = {
  onRequest({ request }) {
    request.headers.set('X-Requested-With', 'niangjia')
    request.headers.set('Accept-Language', 'zh-CN')
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey())
    return request
  },
}

/** The typed client. Calls go through [`send`], which turns every refusal into an [`ApiProblem`]. */
export const api = createClient<paths>({ baseUrl: new URL('/', location.href).href, credentials: 'same-origin', fetch: (request) => globalThis.fetch(request) })
api.use(requestHeaders)

let onSignedOut: (problem: ApiProblem) => void = () => undefined

/** What to do when the server no longer knows the session. */
export function whenSignedOut(act: (problem: ApiProblem) => void): void {
  onSignedOut = act
}

/** Tells the app that the session is gone. */
export function signedOut(problem: ApiProblem): void {
  onSignedOut(problem)
}

interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** Awaits a call and gives its data, or throws an [`ApiProblem`]. */
export async function send<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  return (await sendTagged(call)).data
}

/** Like [`send`], with the ETag to be sent as If-Match with an edit. */
export async function sendTagged<Data>(call: Promise<Answer<Data>>): Promise<{ data: Data; etag: string }> {
  let answer: Answer<Data>
  try {
    answer = await call
  } catch (error) {
    throw ApiProblem.from(error)
  }
  const { response } = answer
  if (!response.ok) {
    const problem = ApiProblem.fromAnswer(response.status, answer.error, response.headers)
    if (response.status === 401) onSignedOut(problem)
    throw problem
  }
  // 204 has no body, and its type says so.
  return { data: answer.data as Data, etag: response.headers.get('ETag') ?? '' }
}
