import { api, ApiProblem, newKey, send, type Schema } from '@niangjia/api'
import { dayOf } from '@niangjia/ui'
import { useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue'
import { again } from './again'
import { cardDigits, cardFaults, claimFaults, draftOf, emptyCard, emptyDraft, isEmpty, refusedFields, toldOf, type ClaimForm } from './claim-form'
import { apply } from './locales/mutual-claim'
import { faultsIn } from './say-fields'
import { canKeep, sealedShelf } from './sealed-draft'

/** An application that is being written: the draft, what is missing, and sending it once however often the line breaks. */
export function useApply(form: Ref<ClaimForm | undefined>, person: string) {
  const queryClient = useQueryClient()
  const place = sealedShelf(person)
  const draft = reactive(emptyDraft())
  const card = reactive(emptyCard())
  const agreed = ref(false)
  const restored = ref(false)
  const tried = ref(false)
  const busy = ref(false)
  /** Number of the present further try. */
  const trying = ref(0)
  const problem = shallowRef<ApiProblem>()
  const refused = shallowRef<ReturnType<typeof refusedFields>>({})
  const refusedCard = ref<Record<string, string>>({})
  const opened = shallowRef<Schema<'MutualOwnClaimDetail'>>()
  // The same content sent again has one effect, also when the page was asked to send it twice.
  let key = { text: '', key: '' }

  void place.read().then((kept) => {
    const before = draftOf(kept)
    if (!before || !isEmpty(draft)) return
    Object.assign(draft, before)
    restored.value = true
  })
  watch(card, () => (refusedCard.value = {}))
  watch(draft, () => {
    refused.value = {}
    if (isEmpty(draft) || opened.value) place.clear()
    else void place.keep({ ...draft })
  })

  const item = computed(() => form.value?.items.find((one) => one.kind === draft.item))
  const needsCard = computed(() => form.value !== undefined && !form.value.card)
  const faults = computed(() => ({ ...(tried.value ? claimFaults(draft, dayOf(Date.now()), (item.value?.illnesses.length ?? 0) > 0) : {}), ...refused.value }))
  const wrongCard = computed(() => (tried.value && needsCard.value ? { ...refusedCard.value, ...cardFaults(card) } : {}))
  const consentFault = computed(() => (tried.value && !agreed.value ? apply.mustAgree : ''))
  const dirty = computed(() => opened.value === undefined && !isEmpty(draft))

  function reset() {
    Object.assign(draft, emptyDraft())
    Object.assign(card, emptyCard())
    agreed.value = false
    restored.value = false
    tried.value = false
    problem.value = undefined
    place.clear()
  }

  /** Sends card and claim; says whether the union has it now. */
  async function submit(): Promise<boolean> {
    tried.value = true
    refused.value = {}
    refusedCard.value = {}
    const known = form.value
    if (!known || busy.value || consentFault.value !== '' || Object.keys(faults.value).length + Object.keys(wrongCard.value).length > 0) return false
    const body = { ...toldOf(draft), consent_version: known.consent_version }
    const text = JSON.stringify(body)
    if (key.text !== text) key = { text, key: newKey() }
    const headers = { 'Idempotency-Key': key.key }
    const onTry = (n: number) => (trying.value = n)
    busy.value = true
    problem.value = undefined
    let sending: 'card' | 'claim' = needsCard.value ? 'card' : 'claim'
    try {
      if (needsCard.value) {
        const own = { holder: card.holder.trim(), bank: card.bank.trim(), number: cardDigits(card.number) }
        await again(() => send(api.PUT('/api/me/mutual_card', { body: own })), onTry)
        sending = 'claim'
      }
      opened.value = await again(() => send(api.POST('/api/me/mutual_claims', { body, headers })), onTry)
      place.clear()
      Object.assign(card, emptyCard())
      void queryClient.invalidateQueries({ queryKey: ['me', 'mutual_claims'] })
      return true
    } catch (error) {
      const refusal = ApiProblem.from(error)
      if (sending === 'card') refusedCard.value = faultsIn(refusal)
      else refused.value = refusedFields(refusal)
      problem.value = refusal.errors.length > 0 ? undefined : refusal
      return false
    } finally {
      busy.value = false
      trying.value = 0
    }
  }

  return { draft, card, agreed, item, needsCard, keeps: canKeep(), restored, faults, wrongCard, consentFault, problem, busy, trying, opened, dirty, submit, reset }
}
