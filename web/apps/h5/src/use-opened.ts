import { ApiProblem } from '@niangjia/api'
import { onScopeDispose, reactive, ref, shallowRef } from 'vue'

/** Files that were sent; each is fetched when it is tapped, for lines are slow and opening one is recorded. */
export function useOpened(fetched: (file: string) => Promise<Blob>) {
  const shown = reactive<Record<string, string>>({})
  const loading = ref('')
  const problem = shallowRef<ApiProblem>()
  onScopeDispose(() => Object.values(shown).forEach((url) => URL.revokeObjectURL(url)))

  async function show(file: string) {
    loading.value = file
    problem.value = undefined
    try {
      shown[file] = URL.createObjectURL(await fetched(file))
    } catch (error) {
      problem.value = ApiProblem.from(error)
    } finally {
      loading.value = ''
    }
  }
  return { shown, loading, problem, show }
}
