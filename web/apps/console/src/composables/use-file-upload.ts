import { ApiProblem, upload, type Upload } from '@niangjia/api'
import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, ref, shallowRef, type TemplateRef } from 'vue'

/** Largest file that is sent, in bytes. */
const FILE_MAX = 50 * 1024 * 1024

/** Why a chosen file is not sent. */
export function refuseFile(file: Pick<File, 'name' | 'size'>): 'kind' | 'size' | undefined {
  if (!/\.(xlsx|xls|csv)$/i.test(file.name)) return 'kind'
  return file.size > FILE_MAX ? 'size' : undefined
}

interface How {
  /** What is said of a file that is not sent at all. */
  words: { badKind: (name: string) => string; tooBig: (name: string) => string }
  /** Where it goes. */
  path: () => string
  /** What goes with it. */
  fields?: () => Readonly<Record<string, string>>
  /** Keys of what it changes. */
  changes: readonly (readonly string[])[]
}

/** Sends a workbook that was chosen or dropped: how far it is, what was wrong with it, and what came of it. */
export function useFileUpload<Taken>(input: TemplateRef<HTMLInputElement>, { words, path, fields, changes }: How) {
  const queryClient = useQueryClient()
  const problem = shallowRef<ApiProblem>()
  const fault = ref('')
  /** Name of the file that is on its way; empty if none is. */
  const sending = ref('')
  /** How much of it has gone, 0 to 1. */
  const share = ref(0)
  const taken = shallowRef<Taken>()
  let running: Upload<Taken> | undefined
  const cancel = () => running?.cancel()
  onScopeDispose(cancel)

  /** The first of these files; what came of it, nothing if it was refused or stopped. */
  async function take(files: FileList | null | undefined): Promise<Taken | undefined> {
    const [file] = [...(files ?? [])]
    // Choosing the same file once more must be noticed.
    if (input.value) input.value.value = ''
    if (!file) return undefined
    problem.value = undefined
    taken.value = undefined
    fault.value = { kind: words.badKind(file.name), size: words.tooBig(file.name), none: '' }[refuseFile(file) ?? 'none']
    if (fault.value !== '') return undefined
    const form = new FormData()
    for (const [name, value] of Object.entries(fields?.() ?? {})) form.append(name, value)
    form.append('file', file, file.name)
    sending.value = file.name
    share.value = 0
    running = upload<Taken>(path(), form, (now) => (share.value = now))
    try {
      taken.value = await running.done
      await Promise.all(changes.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
      return taken.value
    } catch (failure) {
      const told = ApiProblem.from(failure)
      if (told.code !== 'web.cancelled') problem.value = told
      return undefined
    } finally {
      sending.value = ''
      running = undefined
    }
  }
  return { problem, fault, sending, share, taken, take, cancel }
}
