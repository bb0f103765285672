import { api, ApiProblem, send, type Schema } from '@niangjia/api'
import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { again } from './again'
import { BENEFITS, campaignKey } from './use-benefits'

export type Taken = Schema<'BenefitTaken'>

/** Where the taking stands. */
export type Taking =
  | { at: 'idle' }
  | { at: 'sending'; tries: number }
  | { at: 'waiting'; ahead: number; seconds: number }
  | { at: 'got' | 'already'; voucher: NonNullable<Taken['voucher']> }
  | { at: 'sold_out' | 'day_out' }
  | { at: 'refused'; problem: ApiProblem }

/** Seconds between two questions in the queue, whatever the server says: not more often, and not so seldom that the place is lost. */
const LEAST = 1
const MOST = 20
const clamp = (seconds: number) => Math.min(MOST, Math.max(LEAST, seconds))

/**
 * Takes something out of a campaign. One press is enough: a broken line is tried again, and who has to wait is asked for again
 * until it is his turn. `mine` is how many the page shows, so that a repeated request gives the same voucher, not another one.
 */
export function useTake(id: Ref<string>) {
  const queryClient = useQueryClient()
  const taking = shallowRef<Taking>({ at: 'idle' })
  const left = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  let turn = 0

  function stop() {
    turn += 1
    clearInterval(timer)
  }
  onScopeDispose(stop)

  /** Counts the seconds down on the page. */
  function wait(seconds: number): Promise<void> {
    left.value = seconds
    return new Promise((resolve) => {
      timer = setInterval(() => {
        left.value -= 1
        if (left.value > 0) return
        clearInterval(timer)
        resolve()
      }, 1_000)
    })
  }

  async function take(mine: number) {
    if (taking.value.at === 'sending' || taking.value.at === 'waiting') return
    stop()
    const own = turn
    taking.value = { at: 'sending', tries: 0 }
    try {
      for (;;) {
        const answer = await again(
          () => send(api.POST('/api/me/benefit_campaigns/{id}/take', { params: { path: { id: id.value } }, body: { mine } })),
          (tries) => own === turn && (taking.value = { at: 'sending', tries }),
        )
        if (own !== turn) return
        if (answer.result === 'waiting') {
          const seconds = clamp(answer.seconds ?? LEAST)
          taking.value = { at: 'waiting', ahead: answer.ahead ?? 0, seconds }
          await wait(seconds)
          if (own !== turn) return
          continue
        }
        taking.value = answer.result === 'day_out' ? { at: 'day_out' } : answer.result === 'sold_out' || !answer.voucher ? { at: 'sold_out' } : { at: answer.result, voucher: answer.voucher }
        break
      }
    } catch (error) {
      if (own !== turn) return
      taking.value = { at: 'refused', problem: ApiProblem.from(error) }
    }
    // What is shown elsewhere is not what it was, whether taken or refused.
    for (const key of [BENEFITS, campaignKey(id.value), ['me', 'benefit_vouchers']]) void queryClient.invalidateQueries({ queryKey: key })
  }

  return {
    taking,
    left,
    take,
    /** Gives the place in the queue up. */
    leave: () => {
      stop()
      taking.value = { at: 'idle' }
    },
  }
}
