import { newKey, signedOut } from './client'
import { ApiProblem } from './problem'

/** The file name of a Content-Disposition, the UTF-8 form first; empty when there is none. */
export function fileNameOf(disposition: string): string {
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(disposition)
  if (wide?.[1]) return decodeURIComponent(wide[1])
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? ''
}

/** Fetches a file that an operation answers with. */
export async function fetchFile(path: string, query: Record<string, string | undefined>): Promise<{ blob: Blob; name: string }> {
  const url = new URL(path, location.href)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, value)
  }
  let answer: Response
  try {
    answer = await globalThis.fetch(url, { credentials: 'same-origin', headers: { 'X-Requested-With': 'niangjia', 'Accept-Language': 'zh-CN' } })
  } catch (error) {
    throw ApiProblem.from(error)
  }
  if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => undefined), answer.headers)
  return { blob: await answer.blob(), name: fileNameOf(answer.headers.get('Content-Disposition') ?? '') }
}

/** Sends a form and takes the file that is answered. */
export async function postForFile(path: string, form: FormData): Promise<{ blob: Blob; name: string }> {
  let answer: Response
  try {
    answer = await globalThis.fetch(new URL(path, location.href), { method: 'POST', body: form, credentials: 'same-origin', headers: { 'X-Requested-With': 'niangjia', 'Accept-Language': 'zh-CN' } })
  } catch (error) {
    throw ApiProblem.from(error)
  }
  if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => undefined), answer.headers)
  return { blob: await answer.blob(), name: fileNameOf(answer.headers.get('Content-Disposition') ?? '') }
}

function refusal(status: number, body: unknown, headers: Headers): ApiProblem {
  const problem = ApiProblem.fromAnswer(status, body, headers)
  if (status === 401) signedOut(problem)
  return problem
}

/** How an upload is going, and how to stop it. */
export interface Upload<Data> {
  done: Promise<Data>
  cancel: () => void
}

/**
 * Sends a form with a file. This is the one place without `fetch`, which cannot tell how much has been sent.
 * `onShare` hears the sent share from 0 to 1.
 */
export function upload<Data>(path: string, form: FormData, onShare: (share: number) => void): Upload<Data> {
  const request = new XMLHttpRequest()
  const done = new Promise<Data>((resolve, reject) => {
    request.open('POST', new URL(path, location.href))
    request.responseType = 'json'
    request.setRequestHeader('X-Requested-With', 'niangjia')
    request.setRequestHeader('Accept-Language', 'zh-CN')
    request.setRequestHeader('Idempotency-Key', newKey())
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Data)
      else reject(refusal(request.status, request.response, new Headers({ 'Retry-After': request.getResponseHeader('Retry-After') ?? '0' })))
    }
    request.onerror = () => reject(ApiProblem.from(new TypeError('network')))
    request.onabort = () => reject(ApiProblem.from(new DOMException('cancelled', 'AbortError')))
    request.send(form)
  })
  return { done, cancel: () => request.abort() }
}

/** A file that is being made and received, and how to give it up. */
export interface Receiving {
  done: Promise<{ blob: Blob; name: string; rows: number }>
  cancel: () => void
}

/**
 * Asks for a file with a request that says what it is to hold. `onReceived` hears the bytes that have come and how
 * many there will be (0 when the server does not tell).
 */
export function receiveFile(path: string, body: object, onReceived: (received: number, total: number) => void): Receiving {
  const stop = new AbortController()
  const headers = { 'X-Requested-With': 'niangjia', 'Accept-Language': 'zh-CN', 'Content-Type': 'application/json' }
  const receive = async () => {
    let answer: Response
    try {
      answer = await globalThis.fetch(new URL(path, location.href), { method: 'POST', credentials: 'same-origin', headers, body: JSON.stringify(body), signal: stop.signal })
    } catch (error) {
      throw ApiProblem.from(error)
    }
    if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => undefined), answer.headers)
    const total = Number(answer.headers.get('X-File-Size') ?? 0) || 0
    const parts: Uint8Array<ArrayBuffer>[] = []
    let received = 0
    onReceived(received, total)
    const reader = answer.body?.getReader()
    try {
      for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
        parts.push(step.value)
        received += step.value.length
        onReceived(received, total)
      }
    } catch (error) {
      throw ApiProblem.from(error)
    }
    const blob = new Blob(parts, { type: answer.headers.get('Content-Type') ?? '' })
    return { blob, name: fileNameOf(answer.headers.get('Content-Disposition') ?? ''), rows: Number(answer.headers.get('X-Row-Count') ?? 0) || 0 }
  }
  return { done: receive(), cancel: () => stop.abort() }
}
