import { ApiProblem } from '@niangjia/api'
import { isWeakLine } from '../again'

/** What a till heard last of itself, so that its page starts without a network: nothing of a member is in it. */
const AT = 'nj-till-heard-'
type Part = 'own' | 'key'
const PARTS: readonly Part[] = ['own', 'key']

/** Keeps what was heard. */
export function keepFor(part: Part, said: unknown): void {
  try {
    localStorage.setItem(AT + part, JSON.stringify(said))
  } catch {
    // Where nothing can be kept the page does not start without a network.
  }
}

function kept(part: Part): unknown {
  try {
    return JSON.parse(localStorage.getItem(AT + part) ?? 'null')
  } catch {
    return null
  }
}

/** Asks; where there is no network, what was heard last. */
export async function orKept<T, K>(part: Part, ask: () => Promise<T>, from: (said: K) => T): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const said = isWeakLine(ApiProblem.from(error)) ? kept(part) : null
    if (said === null) throw error
    return from(said as K)
  }
}

/** Whether this phone is a till that may start though the session could not be asked for. */
export const mayStart = (error: unknown): boolean => isWeakLine(ApiProblem.from(error)) && PARTS.every((part) => kept(part) !== null)

/** Forgets it: somebody signed out. */
export function forgetKept(): void {
  try {
    for (const part of PARTS) localStorage.removeItem(AT + part)
  } catch {
    // There was nothing to forget.
  }
}
