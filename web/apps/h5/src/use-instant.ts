import { api, ApiProblem, fetchFile, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, ref, shallowRef, type Ref } from 'vue'
import { verifyInstant, type InstantFile, type VerifiedInstant } from './instant-verify'

export type PublicInstant = Schema<'BenefitPublicInstant'>

/** Tickets that win at once, as everybody reads them. */
export function usePublicInstant(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['public', 'instant', id.value]),
    queryFn: () => send(api.GET('/api/public/benefit_instants/{id}', { params: { path: { id: id.value } } })),
  })
}

/** Fetches the file of tickets and works everything out on this phone. */
export function useVerifyInstant(id: Ref<string>) {
  /** 0 to 1 while it works; none before and after. */
  const done = ref<number>()
  const loading = ref(false)
  const problem = shallowRef<ApiProblem>()
  const told = shallowRef<{ file: InstantFile; verified: VerifiedInstant }>()
  async function run() {
    loading.value = true
    problem.value = undefined
    told.value = undefined
    try {
      const { blob } = await fetchFile(`/api/public/benefit_instants/${id.value}/file`, {})
      const file = JSON.parse(await blob.text()) as InstantFile
      loading.value = false
      done.value = 0
      const verified = await verifyInstant(file, (part) => (done.value = part))
      told.value = { file, verified }
    } catch (error) {
      problem.value = ApiProblem.from(error)
    } finally {
      loading.value = false
      done.value = undefined
    }
  }
  return { done, loading, problem, told, run }
}
