import { ApiProblem, newKey } from '@niangjia/api'
import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { ElMessage } from 'element-plus'

/**
 * A command to the server: one idempotency key from the first try until it was answered, so that pressing again
 * after a lost connection has one effect. When it is done, everything read under `touches` is read again.
 */
export function useCommand<Input, Output>(spec: {
  send: (input: Input, headers: { 'Idempotency-Key': string }) => Promise<Output>
  touches: readonly (readonly unknown[])[]
  /** What to say when it is done. */
  done?: string | ((output: Output) => string)
  /** False when the page shows the refusal itself. */
  tell?: boolean
}) {
  const queryClient = useQueryClient()
  let kept: { input: string; key: string } | undefined
  return useMutation({
    mutationFn: async (input: Input) => {
      const text = JSON.stringify(input) ?? ''
      if (kept?.input !== text) kept = { input: text, key: newKey() }
      try {
        const output = await spec.send(input, { 'Idempotency-Key': kept.key })
        kept = undefined
        return output
      } catch (error) {
        const problem = ApiProblem.from(error)
        // An answer, even a refusal, ends the command; only silence leaves it open.
        if (problem.status !== 0 && problem.status !== 503) kept = undefined
        throw problem
      }
    },
    onSuccess: async (output) => {
      if (spec.done !== undefined) ElMessage.success(typeof spec.done === 'function' ? spec.done(output) : spec.done)
      await Promise.all(spec.touches.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
    },
    onError: (error) => {
      if (spec.tell !== false) ElMessage.error({ message: ApiProblem.from(error).sentence, duration: 8000, showClose: true })
    },
  })
}
