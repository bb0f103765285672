import { api, ApiProblem, newKey, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { serverNow, timed } from '../server-time'
import { importKey } from './check-code'
import { keepFor, orKept } from './kept-till'
import { browserShelf, tillQueue, type KeptScan } from './queue'
import { redeemer, type Done, type Outcome } from './redeem'

export const TILL = ['till', 'own'] as const
const TODAY = ['till', 'redemptions'] as const
const USES = ['till', 'uses'] as const
const STATEMENTS = ['till', 'statements'] as const
const DEVICE = 'nj-till-device'

/** Names this phone among the tills of a shop; says nothing about it. */
function device(): string {
  try {
    const known = localStorage.getItem(DEVICE)
    if (known) return known
    const fresh = newKey()
    localStorage.setItem(DEVICE, fresh)
    return fresh
  } catch {
    return unnamed
  }
}
/** Where nothing can be kept the name lasts as long as the page. */
const unnamed = newKey()

const sendCode = (body: { code: string; at: number | null; offline: boolean; key: string }, signal?: AbortSignal) => send(api.POST('/api/till/redemptions', { body: { ...body, device: device() }, signal }))

/** Records a use of a discount. */
export const sendUse = (body: Omit<Schema<'BenefitUseScan'>, 'device'>, signal?: AbortSignal) =>
  send(api.POST('/api/till/uses', { body: { ...body, device: device() }, signal }))

const handInOne = (scan: KeptScan): Promise<unknown> => {
  const common = { code: scan.code, at: scan.at, offline: true, key: scan.key }
  return scan.kind === 'use' ? sendUse({ ...common, discount_id: scan.discount, bill_fen: scan.bill, saved_fen: scan.saved }) : sendCode(common)
}

/** What this phone keeps; one for all pages of the till. */
export const queue = tillQueue(browserShelf, handInOne)

/** The own till: shop, what was taken today, limits. */
export function useTill() {
  const ask = async () => {
    const said = await timed(() => send(api.GET('/api/till')))
    keepFor('own', { own: said.data, ahead: serverNow(said.base) - Date.now() })
    return said
  }
  // Without a network what was heard last stands, by the clock of this phone as far as it was wrong then.
  const queryFn = () => orKept('own', ask, ({ own, ahead }: { own: Schema<'BenefitTill'>; ahead: number }) => ({ data: own, base: Date.now() + ahead - performance.now() }))
  return useQuery({ queryKey: TILL, queryFn, staleTime: 15_000, networkMode: 'always' })
}

/** Whether the browser says that there is a network. */
export function useOnline(): Ref<boolean> {
  const online = ref(navigator.onLine)
  const note = () => (online.value = navigator.onLine)
  for (const name of ['online', 'offline']) addEventListener(name, note)
  onScopeDispose(() => {
    for (const name of ['online', 'offline']) removeEventListener(name, note)
  })
  return online
}

/** How often what waits is tried, ms; the event of the browser comes first. */
const EVERY = 30_000

/** What waits on this phone, and handing it in: at once when the network is back. */
export function useTillQueue(merchant: Ref<string | undefined>) {
  const queryClient = useQueryClient()
  const online = useOnline()
  const sending = ref(false)
  const sent = ref(0)
  const problem = shallowRef<ApiProblem>()

  async function handIn() {
    if (!merchant.value || queue.waiting.value.length === 0 || sending.value) return
    sending.value = true
    problem.value = undefined
    try {
      const taken = await queue.flush(merchant.value)
      sent.value += taken
      if (taken > 0) void queryClient.invalidateQueries({ queryKey: TILL })
    } catch (error) {
      problem.value = ApiProblem.from(error)
    } finally {
      sending.value = false
    }
  }

  void queue.load().then(handIn, () => undefined)
  watch([online, merchant], () => online.value && void handIn())
  const timer = setInterval(() => online.value && void handIn(), EVERY)
  onScopeDispose(() => clearInterval(timer))
  return { waiting: queue.waiting, refused: queue.refused, dismiss: queue.dismiss, handIn, sending, sent, problem, online }
}

/** The key that codes are checked with, what vouchers are called, and which discounts are recorded here. */
export function useTillKey() {
  return useQuery({
    queryKey: ['till', 'key'],
    queryFn: async () => {
      const ask = async () => {
        const said = await send(api.GET('/api/till/key'))
        keepFor('key', said)
        return said
      }
      const { public_key, campaigns, discounts } = await orKept('key', ask, (said: Schema<'BenefitTillKey'>) => said)
      return { key: await importKey(public_key), titles: new Map(campaigns.map((one) => [one.campaign_id, one.title])), discounts }
    },
    staleTime: 10 * 60_000,
    networkMode: 'always',
  })
}

/** Felt in the hand where it cannot be heard: one short push is good, two are not. */
export const feel = (good: boolean) => navigator.vibrate?.(good ? 120 : [120, 90, 120])

/** Taking codes at this till. */
export function useRedeem(till: ReturnType<typeof useTill>) {
  const queryClient = useQueryClient()
  const key = useTillKey()
  const outcome = shallowRef<Outcome>()
  const busy = ref(false)
  const said = computed(() => till.data.value)
  const redeem = redeemer({
    now: () => serverNow(said.value?.base ?? 0),
    merchant: () => said.value?.data.merchant_id ?? '',
    // Without the server's time no code can be judged either.
    key: () => (said.value ? key.data.value?.key : undefined),
    titleOf: (campaign) => key.data.value?.titles.get(campaign) ?? '',
    limits: () => ({ most: said.value?.data.offline_most ?? 0, fen: said.value?.data.offline_fen ?? 0 }),
    waiting: () => queue.waiting.value,
    keep: queue.keep,
    ask: async (code, key, stop): Promise<Done> => {
      const made = await sendCode({ code, at: null, offline: false, key }, stop)
      return { result: made.result, number: made.number, title: made.title, worth: made.worth_fen, pays: made.pays_fen }
    },
    online: () => navigator.onLine,
  })

  async function take(text: string) {
    if (busy.value) return
    busy.value = true
    try {
      outcome.value = await redeem(text)
      feel(outcome.value.at === 'done' || outcome.value.at === 'kept')
      if (outcome.value.at === 'done') void queryClient.invalidateQueries({ queryKey: TILL })
    } finally {
      busy.value = false
    }
  }
  return { outcome, busy, take, next: () => (outcome.value = undefined) }
}

/** What was taken on a day, newest first. */
export function useRedemptions(day: Ref<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => [...TODAY, day.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/till/redemptions', { params: { query: pageParam === '' ? { day: day.value } : { day: day.value, after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 0,
  })
}

/** Uses of discounts that were recorded on a day, newest first. */
export function useDiscountUses(day: Ref<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => [...USES, day.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/till/uses', { params: { query: pageParam === '' ? { day: day.value } : { day: day.value, after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 0,
  })
}

/** Takes a redemption back, or a use of a discount. */
export function useVoid(kind: 'voucher' | 'use') {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, reason }: { id: string; reason: string }): Promise<void> => {
      const asked = { params: { path: { id } }, body: { reason } }
      await (kind === 'use' ? send(api.POST('/api/till/uses/{id}/void', asked)) : send(api.POST('/api/till/redemptions/{id}/void', asked)))
    },
    onSettled: () => [TILL, TODAY, USES].forEach((queryKey) => void queryClient.invalidateQueries({ queryKey })),
  })
}

/** The statements that the union sent, newest first. */
export function useStatements() {
  return useInfiniteQuery({
    queryKey: STATEMENTS,
    queryFn: ({ pageParam }) => send(api.GET('/api/till/statements', { params: { query: pageParam === '' ? {} : { after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
}

/** One of them. */
export function useStatement(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => [...STATEMENTS, id.value]), queryFn: () => send(api.GET('/api/till/statements/{id}', { params: { path: { id: id.value } } })), staleTime: 0 })
}

/** Its lines, part after part. */
export function useStatementLines(id: Ref<string>) {
  return useInfiniteQuery({
    queryKey: computed(() => [...STATEMENTS, id.value, 'lines']),
    queryFn: ({ pageParam }) => send(api.GET('/api/till/statements/{id}/lines', { params: { path: { id: id.value }, query: pageParam === '' ? {} : { after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
}

/** Confirms a statement, or says what is wrong with it, as it was seen. */
export function useAnswer(id: Ref<string>) {
  const queryClient = useQueryClient()
  const settled = { onSettled: () => queryClient.invalidateQueries({ queryKey: STATEMENTS }) }
  const at = (version: number) => ({ params: { path: { id: id.value } }, headers: { 'If-Match': `"${version}"` } })
  return {
    confirm: useMutation({ mutationFn: (version: number) => send(api.POST('/api/till/statements/{id}/confirm', at(version))), ...settled }),
    dispute: useMutation({
      mutationFn: ({ version, reason, lines }: { version: number } & Schema<'BenefitDisputed'>) => send(api.POST('/api/till/statements/{id}/dispute', { ...at(version), body: { reason, lines } })),
      ...settled,
    }),
  }
}
