import { problems } from './locales/zh'

/** One field that was refused. `pointer` is a JSON pointer into the request body (`/birth_day`). */
export interface FieldProblem {
  pointer: string
  code: string
  detail: string
}

/** An answer of the server that is not the one asked for (RFC 9457), or none at all. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'

  constructor(
    /** Stable code `module.reason`, to read out on the phone. */
    readonly code: string,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    /** One sentence in Chinese: what is wrong, where, and what to do next. */
    readonly detail: string,
    readonly errors: readonly FieldProblem[] = [],
    /** Request id, for the log. */
    readonly instance = '',
    /** Seconds to wait before the next try, from Retry-After; 0 when not told. */
    readonly retryAfter = 0,
  ) {
    super(`${code}: ${detail}`)
  }

  /** What the page shows: the sentence, with the code in brackets. */
  get sentence(): string {
    return problems.sentence(this.detail, this.code)
  }

  /** Whatever was thrown, as a problem. Network failures arrive as TypeError from the browser. */
  static from(error: unknown): ApiProblem {
    if (error instanceof ApiProblem) return error
    if (error instanceof DOMException && error.name === 'AbortError') return new ApiProblem('web.cancelled', 0, problems['web.cancelled'])
    if (error instanceof TypeError) return new ApiProblem('web.offline', 0, problems['web.offline'])
    return new ApiProblem('web.unreadable', 0, problems['web.unreadable'])
  }

  /** The problem that an answer with an error status describes. */
  static fromAnswer(status: number, body: unknown, headers: Headers): ApiProblem {
    const retryAfter = Number(headers.get('Retry-After') ?? 0) || 0
    if (!isProblemBody(body)) return new ApiProblem('web.unreadable', status, problems['web.unreadable'], [], '', retryAfter)
    return new ApiProblem(body.code, status, body.detail ?? body.title ?? body.code, readErrors(body.errors), body.instance ?? '', retryAfter)
  }
}

interface ProblemBody {
  code: string
  title?: string
  detail?: string
  instance?: string
  errors?: unknown
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isText = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string'

function isProblemBody(body: unknown): body is ProblemBody {
  return isRecord(body) && typeof body.code === 'string' && isText(body.title) && isText(body.detail) && isText(body.instance)
}

function readErrors(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) return []
  return errors.flatMap((entry: unknown) => {
    if (!isRecord(entry) || typeof entry.pointer !== 'string' || typeof entry.code !== 'string') return []
    return [{ pointer: entry.pointer, code: entry.code, detail: typeof entry.detail === 'string' ? entry.detail : entry.code }]
  })
}
