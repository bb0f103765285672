import { api, newKey, send, type Schema } from '@niangjia/api'
import { isPhone, normaliseId, normalisePhone } from '@niangjia/ui'
import { useQuery } from '@tanstack/vue-query'
import { computed, reactive, ref, type Ref } from 'vue'
import { AGAIN_SECONDS, useCodeWait } from './use-code-wait'

type Receipt = Schema<'JoinReceipt'>

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
  /** Sentences of the server, by field. */
  const faults = ref<Record<string, string>>({})
  let key = { body: '', key: '' }

  const { problem, busy, wait, count, guarded } = useCodeWait(
    (refusal) => {
      faults.value = Object.fromEntries(refusal.errors.map((one) => [one.pointer.slice(1), one.detail]))
      if (refusal.errors.some((one) => ['/name', '/document_number', '/employer_id', '/employer_name'].includes(one.pointer))) step.value = 1
      // What stands at its field is not said twice.
      return refusal.errors.length > 0 && !('consent_version' in faults.value)
    },
    () => {
      faults.value = {}
    },
  )

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
