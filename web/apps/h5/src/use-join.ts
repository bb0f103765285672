import { api, ApiProblem, newKey, send, type Schema } from '@niangjia/api'
import { isPhone, normaliseId, normalisePhone } from '@niangjia/ui'
import { useQuery } from '@tanstack/vue-query'
import { computed, onScopeDispose, reactive, ref, type Ref } from 'vue'

type Receipt = Schema<'JoinReceipt'>

/** Seconds before a code may be asked for again, unless the server says otherwise. */
const AGAIN_SECONDS = 60

/** The receipt of an application is kept on the phone, by poster. */
function kept(token: string): Receipt | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(`nj-join-${token}`) ?? 'null')
    if (typeof found !== 'object' || found === null || !('number' in found) || !('secret' in found)) return undefined
    return typeof found.number === 'string' && typeof found.secret === 'string' ? { number: found.number, secret: found.secret } : undefined
  } catch {
    return undefined
  }
}

function keep(token: string, receipt: Receipt | undefined): void {
  try {
    if (receipt) localStorage.setItem(`nj-join-${token}`, JSON.stringify(receipt))
    else localStorage.removeItem(`nj-join-${token}`)
  } catch {
    // A phone without storage shows the result until the page is closed.
  }
}

/** What a poster leads to; the employers are those whose name holds `q`. */
export function useJoinPage(token: Ref<string>, q: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['join', token.value, q.value]),
    queryFn: () => send(api.GET('/api/join/{token}', { params: { path: { token: token.value }, query: { q: q.value } } })),
    placeholderData: (before) => before,
  })
}

/** How an application stands. */
export function useJoinStatus(receipt: Ref<Receipt | undefined>) {
  return useQuery({
    queryKey: computed(() => ['join-status', receipt.value?.number]),
    queryFn: () => send(api.POST('/api/join/status', { body: receipt.value ?? { number: '0', secret: '' } })),
    enabled: computed(() => receipt.value !== undefined),
    staleTime: 0,
  })
}

/** The way of a worker from the poster to the receipt: own data, phone and code, result. */
export function useJoinForm(token: string, consentVersion: () => string) {
  const receipt = ref(kept(token))
  const step = ref<1 | 2 | 3>(receipt.value ? 3 : 1)
  const form = reactive({ name: '', number: '', employer: '', employerId: '', phone: '', code: '', agreed: false })
  const sent = ref<Schema<'CodeAnswer'>>()
  const wait = ref(0)
  const busy = ref(false)
  const problem = ref<ApiProblem>()
  /** Sentences of the server, by field. */
  const faults = ref<Record<string, string>>({})
  let key = { body: '', key: '' }
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
    faults.value = {}
    try {
      await act()
    } catch (error) {
      const refusal = ApiProblem.from(error)
      faults.value = Object.fromEntries(refusal.errors.map((one) => [one.pointer.slice(1), one.detail]))
      // What stands at its field is not said twice.
      if (refusal.errors.length === 0 || 'consent_version' in faults.value) problem.value = refusal
      if (refusal.errors.some((one) => ['/name', '/document_number', '/employer_id', '/employer_name'].includes(one.pointer))) step.value = 1
      if (refusal.retryAfter > 0) count(refusal.retryAfter)
    } finally {
      busy.value = false
    }
  }

  return {
    step,
    form,
    receipt,
    sent,
    wait,
    busy,
    problem,
    faults,
    mayAsk: () => isPhone(form.phone) && wait.value <= 0,
    askCode: () =>
      guarded(async () => {
        sent.value = await send(api.POST('/api/join/{token}/codes', { params: { path: { token } }, body: { phone: normalisePhone(form.phone) } }))
        count(AGAIN_SECONDS)
      }),
    apply: () =>
      guarded(async () => {
        const body = {
          phone: normalisePhone(form.phone),
          code: form.code.trim(),
          name: form.name.trim(),
          document_number: normaliseId(form.number),
          employer_id: form.employerId || null,
          employer_name: form.employer.trim(),
          consent_version: consentVersion(),
        }
        // The same request after a lost connection has one effect.
        const text = JSON.stringify(body)
        if (key.body !== text) key = { body: text, key: newKey() }
        receipt.value = await send(api.POST('/api/join/{token}', { params: { path: { token } }, body, headers: { 'Idempotency-Key': key.key } }))
        keep(token, receipt.value)
        step.value = 3
      }),
    withdraw: () =>
      guarded(async () => {
        if (receipt.value) await send(api.POST('/api/join/withdraw', { body: receipt.value }))
      }),
    again: () => {
      keep(token, undefined)
      receipt.value = undefined
      sent.value = undefined
      form.code = ''
      step.value = 1
    },
  }
}
