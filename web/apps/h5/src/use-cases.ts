import { api, ApiProblem, fetchFile, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, ref, shallowRef, type Ref } from 'vue'

export type OwnCase = Schema<'OwnCase'>
export type OwnCaseRow = Schema<'OwnCaseRow'>
export type Receipt = Schema<'CaseReceipt'>
export type Rating = Schema<'Rating'>

/** What one may tell: as a member, or without a name. */
export function useKinds(signedIn: boolean) {
  return useQuery({
    queryKey: ['case', 'kinds', signedIn],
    queryFn: () => (signedIn ? send(api.GET('/api/me/case_kinds')) : send(api.GET('/api/told/kinds'))),
  })
}

/** What the member told, newest first, page after page. */
export function useOwnCases() {
  return useInfiniteQuery({
    queryKey: ['me', 'cases'],
    queryFn: ({ pageParam }) => send(api.GET('/api/me/cases', { params: { query: pageParam === '' ? {} : { after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 5_000,
  })
}

/** One of them. */
export function useOwnCase(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['me', 'case', id.value]),
    queryFn: () => send(api.GET('/api/me/cases/{id}', { params: { path: { id: id.value } } })),
    enabled: computed(() => id.value !== ''),
    staleTime: 0,
  })
}

/** A photo that the member sent; opening it is recorded. */
export async function ownPhoto(id: string, file: string): Promise<Blob> {
  return (await fetchFile(`/api/me/cases/${id}/files/${file}`, {})).blob
}

/** What the reporter may do with a matter, by whichever way it is read. */
export interface Deeds {
  busy: Ref<boolean>
  problem: Ref<ApiProblem | undefined>
  /** Each says whether it was done. */
  reply: (text: string) => Promise<boolean>
  rate: (rating: Rating, text: string) => Promise<boolean>
  make: (code: string) => Promise<boolean>
}

/** One deed at a time; what was answered goes to `took`. */
function oneAtATime(took: (after: OwnCase) => void) {
  const busy = ref(false)
  const problem = shallowRef<ApiProblem>()
  const run = async (act: () => Promise<OwnCase>): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    try {
      took(await act())
      return true
    } catch (error) {
      problem.value = ApiProblem.from(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}

/** The deeds of the signed-in member. */
export function useOwnDeeds(id: Ref<string>): Deeds {
  const queryClient = useQueryClient()
  const { busy, problem, run } = oneAtATime((after) => {
    queryClient.setQueryData(['me', 'case', after.id], after)
    void queryClient.invalidateQueries({ queryKey: ['me', 'cases'] })
  })
  const at = () => ({ path: { id: id.value } })
  return {
    busy,
    problem,
    reply: (text) => run(() => send(api.POST('/api/me/cases/{id}/replies', { params: at(), body: { text } }))),
    rate: (rating, text) => run(() => send(api.POST('/api/me/cases/{id}/rating', { params: at(), body: { rating, text } }))),
    make: (code) => run(() => send(api.POST('/api/me/cases/{id}/moves', { params: at(), body: { code, note: '' } }))),
  }
}

/** A matter by number and code, without signing in. The receipt stays in the page and goes nowhere else. */
export function useReceipt() {
  const found = shallowRef<OwnCase>()
  const receipt = ref<Receipt>({ number: '', code: '' })
  const { busy, problem, run } = oneAtATime((after) => (found.value = after))
  const deeds: Deeds = {
    busy,
    problem,
    reply: (text) => run(() => send(api.POST('/api/told/replies', { body: { ...receipt.value, text } }))),
    rate: (rating, text) => run(() => send(api.POST('/api/told/rating', { body: { ...receipt.value, rating, text } }))),
    make: (code) => run(() => send(api.POST('/api/told/moves', { body: { ...receipt.value, move: { code, note: '' } } }))),
  }
  return {
    found,
    deeds,
    ask: (asked: Receipt) => {
      receipt.value = { number: asked.number.trim().toUpperCase(), code: asked.code.trim().toUpperCase() }
      return run(() => send(api.POST('/api/told/query', { body: receipt.value })))
    },
    forget: () => {
      found.value = undefined
      receipt.value = { number: '', code: '' }
      problem.value = undefined
    },
  }
}

/** A receipt handed from the page that told to the page that asks, in memory only. */
export const handed = shallowRef<Receipt>()
