import { inject, provide, type ComputedRef, type InjectionKey } from 'vue'
import type { Problem } from './use-schemes'

const KEY: InjectionKey<ComputedRef<readonly Problem[]>> = Symbol('problems of the scheme')

/** Lets the fields beneath say what the checker found in them. */
export function provideProblems(problems: ComputedRef<readonly Problem[]>): void {
  provide(KEY, problems)
}
/** What the checker found. */
export function useProblems(): ComputedRef<readonly Problem[]> {
  const found = inject(KEY)
  if (!found) throw new Error('outside of the editor')
  return found
}

/** The problems of a field: those at its pointer or beneath it. */
export function problemsAt(problems: readonly Problem[], pointer: string): Problem[] {
  return problems.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
}
