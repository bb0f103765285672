import { api, ApiProblem, send, type Schema } from '@niangjia/api'
import { useQueryClient } from '@tanstack/vue-query'
import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue'
import { again } from './again'
import { keyFor, mayKeep, shelf, type Draft, type Key } from './say-draft'
import { faultsIn, faultsOf, isNarrow, valuesOf, waysOf, type Kind } from './say-fields'

export type Opened = Schema<'OpenedCase'>

interface Way {
  /** Whose draft it is on this phone; nobody's is kept nowhere. */
  person?: string
  /** Sends what was written, with its key. */
  tell: (body: { kind: string; body: string; fields: Record<string, string>; how: Draft['how'] }, headers: { 'Idempotency-Key': string }) => Promise<Opened>
}

/** Sends what a member says. */
export const tellAsMember: Way['tell'] = ({ how, ...body }, headers) => send(api.POST('/api/me/cases', { body: { ...body, title: '', reporter: how }, headers }))

/** Sends what somebody says without a name, to the union with this code. */
export const tellWithoutName =
  (unionCode: () => string): Way['tell'] =>
  ({ kind, body, fields }, headers) =>
    send(api.POST('/api/told', { body: { kind, body, fields, title: '', ['union_code']: unionCode() }, headers }))

/** What is being said: the draft, what is missing, and sending it once however often the line breaks. */
export function useSay(kinds: Ref<Kind[] | undefined>, way: Way) {
  const queryClient = useQueryClient()
  const place = way.person === undefined ? undefined : shelf(way.person)
  const before = place?.read()
  const fresh = (): Draft => ({ kind: '', body: '', fields: {}, how: way.person === undefined ? 'anonymous' : 'named' })
  const draft = reactive<Draft>(before?.draft ?? fresh())
  const restored = ref(before !== undefined)
  let key: Key | undefined = before?.key
  const tried = ref(false)
  const busy = ref(false)
  /** Number of the present further try. */
  const trying = ref(0)
  const problem = shallowRef<ApiProblem>()
  const refused = ref<Record<string, string>>({})
  const opened = shallowRef<Opened>()

  // The first kind is what most people tell; another one is a tap away.
  const kind = computed(() => kinds.value?.find((one) => one.kind === draft.kind) ?? kinds.value?.[0])
  const ways = computed(() => (way.person === undefined ? [] : waysOf(kind.value)))
  /** Who may know it: what was chosen for another kind holds only where this one offers it too. */
  const how = computed<Draft['how']>(() => (way.person === undefined || ways.value.includes(draft.how) ? draft.how : 'named'))
  const narrow = computed(() => isNarrow(kind.value?.fields ?? [], draft.fields))
  const keeps = computed(() => place !== undefined && mayKeep(draft, narrow.value))
  const faults = computed<Record<string, string>>(() => ({ ...refused.value, ...(tried.value && kind.value ? faultsOf(kind.value, draft.body, draft.fields) : {}) }))
  const dirty = computed(() => opened.value === undefined && draft.body.trim() !== '')

  function save() {
    if (!place) return
    if (keeps.value && dirty.value) place.keep({ ...draft, fields: { ...draft.fields } }, key)
    else place.clear()
  }
  watch(draft, save)

  function reset() {
    Object.assign(draft, fresh())
    restored.value = false
    tried.value = false
    problem.value = undefined
    refused.value = {}
    opened.value = undefined
    key = undefined
    place?.clear()
  }

  /** Sends; says whether the union has it now. */
  async function submit(): Promise<boolean> {
    tried.value = true
    refused.value = {}
    const chosen = kind.value
    if (!chosen || busy.value || Object.keys(faults.value).length > 0) return false
    const body = { kind: chosen.kind, body: draft.body.trim(), fields: valuesOf(chosen, draft.fields), how: how.value }
    key = keyFor(JSON.stringify(body), key)
    const headers = { 'Idempotency-Key': key.key }
    save()
    busy.value = true
    problem.value = undefined
    try {
      opened.value = await again(() => way.tell(body, headers), (n) => (trying.value = n))
      place?.clear()
      void queryClient.invalidateQueries({ queryKey: ['me', 'cases'] })
      return true
    } catch (error) {
      const refusal = ApiProblem.from(error)
      refused.value = faultsIn(refusal)
      problem.value = refusal.errors.length > 0 ? undefined : refusal
      return false
    } finally {
      busy.value = false
      trying.value = 0
    }
  }

  return { draft, kind, ways, how, narrow, keeps, restored, faults, problem, busy, trying, opened, dirty, submit, reset }
}
