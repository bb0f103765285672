import { ApiProblem, fetchFile } from '@niangjia/api'
import { ref, shallowRef } from 'vue'

/** Fetches a public file and works everything out on this phone. */
export function useProof<Told, Verified>(path: () => string, verify: (file: Told, onPart: (part: number) => void) => Promise<Verified>) {
  /** 0 to 1 while it works; none before and after. */
  const done = ref<number>()
  const loading = ref(false)
  const problem = shallowRef<ApiProblem>()
  const told = shallowRef<{ file: Told; verified: Verified }>()
  async function run() {
    loading.value = true
    problem.value = undefined
    told.value = undefined
    try {
      const { blob } = await fetchFile(path(), {})
      const file = JSON.parse(await blob.text()) as Told
      loading.value = false
      done.value = 0
      const verified = await verify(file, (part) => (done.value = part))
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
