import { api, ApiProblem, newKey, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { serverNow, timed } from '../server-time'
import { importKey } from './check-code'
import { browserShelf, tillQueue, type KeptScan } from './queue'
import { redeemer, type Done, type Outcome } from './redeem'

const TILL = ['till', 'own'] as const
const TODAY = ['till', 'redemptions'] as const
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

/** What this phone keeps; one for all pages of the till. */
const queue = tillQueue(browserShelf, (scan: KeptScan) => sendCode({ code: scan.code, at: scan.at, offline: true, key: scan.key }))

/** The own till: shop, what was taken today, limits. */
export function useTill() {
  return useQuery({ queryKey: TILL, queryFn: () => timed(() => send(api.GET('/api/till'))), staleTime: 15_000 })
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

/** Taking codes at this till. */
export function useRedeem(till: ReturnType<typeof useTill>) {
  const queryClient = useQueryClient()
  const key = useQuery({
    queryKey: ['till', 'key'],
    queryFn: async () => {
      const { public_key, campaigns } = await send(api.GET('/api/till/key'))
      return { key: await importKey(public_key), titles: new Map(campaigns.map((one) => [one.campaign_id, one.title])) }
    },
    staleTime: 10 * 60_000,
  })
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
      // Felt in the hand where it cannot be heard: one short push is good, two are not.
      navigator.vibrate?.(outcome.value.at === 'done' || outcome.value.at === 'kept' ? 120 : [120, 90, 120])
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

/** Takes a redemption back. */
export function useVoid() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => send(api.POST('/api/till/redemptions/{id}/void', { params: { path: { id } }, body: { reason } })),
    onSettled: () => [TILL, TODAY].forEach((queryKey) => void queryClient.invalidateQueries({ queryKey })),
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
