import { ApiProblem, newKey } from '@niangjia/api'
import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'

/** What became of one record. */
export interface BulkOutcome {
  id: string
  done: boolean
  /** What happened, or why not. */
  text: string
  /** Taken back afterwards. */
  undone?: boolean
}

/** How often one record is asked for again when no answer came: with the same key, so that nothing happens twice. */
const TRIES = 3

/**
 * The same deed for many records, one after the other, each with a key of its own; a record that is refused does not stop the
 * others. What was done may be taken back record by record.
 */
export function useBulk(spec: {
  act: (id: string, headers: { 'Idempotency-Key': string }) => Promise<string>
  undo?: (id: string, headers: { 'Idempotency-Key': string }) => Promise<unknown>
  /** What is read again afterwards. */
  touches: readonly (readonly unknown[])[]
}) {
  const queryClient = useQueryClient()
  const outcomes = ref<BulkOutcome[]>([])
  const [total, at, busy] = [ref(0), ref(0), ref(false)]

  async function each(ids: readonly string[], deed: (id: string) => Promise<void>) {
    ;[total.value, at.value, busy.value] = [ids.length, 0, true]
    try {
      for (const id of ids) {
        await deed(id)
        at.value += 1
      }
    } finally {
      busy.value = false
      await Promise.all(spec.touches.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
    }
  }
  async function patient<T>(ask: (headers: { 'Idempotency-Key': string }) => Promise<T>): Promise<T> {
    const headers = { 'Idempotency-Key': newKey() }
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask(headers)
      } catch (error) {
        const { status } = ApiProblem.from(error)
        if (tries >= TRIES || (status !== 0 && status !== 503 && status !== 429)) throw error
        await new Promise((resolve) => setTimeout(resolve, 500 * tries))
      }
    }
  }

  const run = (ids: readonly string[]) => {
    outcomes.value = []
    return each(ids, async (id) => {
      const one = await patient((headers) => spec.act(id, headers)).then(
        (text) => ({ id, done: true, text }),
        (error: unknown) => ({ id, done: false, text: ApiProblem.from(error).sentence }),
      )
      outcomes.value = [...outcomes.value, one]
    })
  }
  const undoable = computed(() => (spec.undo === undefined ? [] : outcomes.value.filter((one) => one.done && one.undone !== true)))
  const undo = () =>
    each(
      undoable.value.map((one) => one.id),
      async (id) => {
        const change = await patient((headers) => spec.undo?.(id, headers) ?? Promise.resolve()).then(
          () => ({ undone: true }),
          (error: unknown) => ({ text: ApiProblem.from(error).sentence }),
        )
        outcomes.value = outcomes.value.map((one) => (one.id === id ? { ...one, ...change } : one))
      },
    )
  const clear = () => {
    outcomes.value = []
  }
  return { outcomes, total, at, busy, run, undo, undoable, clear }
}
