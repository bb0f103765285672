import { api, send } from '@niangjia/api'
import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef } from 'vue'
import { serverNow } from '../server-time'
import { memberTill, type Money, type Offer, type Shown } from './member-use'
import type { Outcome } from './redeem'
import { feel, queue, sendUse, TILL, useTillKey, type useTill } from './use-till'

/** The codes of members at this till: who is shown, and what that member uses. */
export function useMemberTill(till: ReturnType<typeof useTill>) {
  const queryClient = useQueryClient()
  const key = useTillKey()
  const shown = shallowRef<Shown>()
  const outcome = shallowRef<Outcome>()
  const busy = ref(false)
  const said = computed(() => till.data.value)
  const desk = memberTill({
    now: () => serverNow(said.value?.base ?? 0),
    merchant: () => said.value?.data.merchant_id ?? '',
    key: () => (said.value ? key.data.value?.key : undefined),
    limits: () => ({ most: said.value?.data.offline_most ?? 0, fen: said.value?.data.offline_fen ?? 0 }),
    waiting: () => queue.waiting.value,
    online: () => navigator.onLine,
    discounts: () => key.data.value?.discounts ?? [],
    keep: queue.keep,
    look: async (code, signal) => {
      const seen = await send(api.POST('/api/till/members', { body: { code }, signal }))
      const offers = seen.discounts.map((one) => ({ id: one.id, title: one.title, detail: one.detail, byCode: one.by_code, today: one.today, days: one.days_label, left: one.left }))
      return { code, at: seen.at, name: seen.name, union: seen.union_name, number: seen.number, offers }
    },
    record: async (who, discount, money, own, signal) => {
      const made = await sendUse({ code: who.code, discount_id: discount, at: who.at, offline: false, key: own, bill_fen: money.bill, saved_fen: money.saved }, signal)
      return { result: made.result, title: made.title, name: made.name, saved: made.saved_fen }
    },
  })

  async function alone(act: () => Promise<void>) {
    if (busy.value) return
    busy.value = true
    await act().finally(() => (busy.value = false))
  }
  const look = (text: string) =>
    alone(async () => {
      const seen = await desk.look(text)
      if (seen.at === 'seen') shown.value = seen.shown
      else outcome.value = seen
      feel(seen.at === 'seen')
    })
  const record = (offer: Offer, money: Money) =>
    alone(async () => {
      if (!shown.value) return
      outcome.value = await desk.record(shown.value, offer, money)
      const good = outcome.value.at === 'used' || outcome.value.at === 'keptUse'
      if (good) shown.value = undefined
      if (outcome.value.at === 'used') void queryClient.invalidateQueries({ queryKey: TILL })
      feel(good)
    })
  function next() {
    // What was refused for a member leaves the member on show: another discount may do.
    if (outcome.value) outcome.value = undefined
    else shown.value = undefined
  }
  return { shown, outcome, busy, look, record, next }
}
