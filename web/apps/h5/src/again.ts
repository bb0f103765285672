import { ApiProblem } from '@niangjia/api'

/** Pauses before the next tries, in milliseconds. */
const PAUSES = [1_500, 4_000, 8_000]

/** Whether the line or a busy server was the trouble: worth another try with the same key. */
export function isWeakLine(problem: ApiProblem): boolean {
  return problem.code === 'web.offline' || [502, 503, 504].includes(problem.status)
}

/** Sends something again when the line is weak; `onTry` hears the number of each further try. */
export async function again<T>(send: () => Promise<T>, onTry: (n: number) => void = () => undefined): Promise<T> {
  for (let n = 0; ; n += 1) {
    try {
      return await send()
    } catch (error) {
      const problem = ApiProblem.from(error)
      const pause = PAUSES[n]
      if (pause === undefined || !isWeakLine(problem)) throw problem
      onTry(n + 1)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
