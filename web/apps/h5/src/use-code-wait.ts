import { ApiProblem } from '@niangjia/api'
import { onScopeDispose, ref } from 'vue'

/** Seconds before a code may be asked for again, unless the server says otherwise. */
export const AGAIN_SECONDS = 60

/**
 * Requests one after the other, with the pause before the next one-time code. `refused` sees a refusal and says whether it
 * has shown it itself.
 */
export function useCodeWait(refused: (problem: ApiProblem) => boolean = () => false, begin: () => void = () => undefined) {
  const problem = ref<ApiProblem>()
  const busy = ref(false)
  const wait = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  onScopeDispose(() => clearInterval(timer))

  function count(seconds: number) {
    clearInterval(timer)
    wait.value = seconds
    timer = setInterval(() => {
      wait.value -= 1
      if (wait.value <= 0) clearInterval(timer)
    }, 1000)
  }

  async function guarded(act: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    problem.value = undefined
    begin()
    try {
      await act()
    } catch (error) {
      const refusal = ApiProblem.from(error)
      if (!refused(refusal)) problem.value = refusal
      if (refusal.retryAfter > 0) count(refusal.retryAfter)
    } finally {
      busy.value = false
    }
  }

  return { problem, busy, wait, count, guarded }
}
