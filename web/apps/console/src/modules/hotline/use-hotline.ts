import { ApiProblem, type Schema } from '@niangjia/api'
import { computed, ref } from 'vue'
import { readCase, useDeed, useOpenCase } from '../cases/use-cases'
import type { CallChoice } from './take-call'

/** What became of a call: it is taken down in any case; the move after it may have been refused. */
export interface TakenCall {
  opened: Schema<'OpenedCase'>
  /** The move that was wanted. */
  choice: CallChoice | undefined
  /** Why it was not made. */
  refused: string
}

/** Takes a call down and makes the first move. What was taken down stays, whatever becomes of the move. */
export function useTakeCall() {
  const open = useOpenCase()
  const deed = useDeed()
  const moving = ref(false)

  async function move(id: string, choice: CallChoice, note: string): Promise<string> {
    moving.value = true
    try {
      const { etag } = await readCase(id)
      await deed.mutateAsync({ id, etag, deed: { deed: 'move', code: choice.code, note, fields: {} } })
      return ''
    } catch (error) {
      return ApiProblem.from(error).sentence
    } finally {
      moving.value = false
    }
  }

  async function take(form: Schema<'CaseForm'>, choice: CallChoice | undefined, note: string): Promise<TakenCall> {
    const opened = await open.mutateAsync(form)
    const refused = choice ? await move(opened.id, choice, note) : ''
    return { opened, choice, refused }
  }
  return { take, busy: computed(() => open.isPending.value || moving.value) }
}
