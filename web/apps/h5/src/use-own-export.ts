import { api, ApiProblem, send, type Schema } from '@niangjia/api'
import { formatTime } from '@niangjia/ui'
import { onScopeDispose, ref } from 'vue'
import { t } from './locales/zh'

/** Seconds before a code may be asked for again, unless the server says otherwise. */
const AGAIN_SECONDS = 60

/** The file as it is kept: readable as it is, and by programs. */
export function fileOf(data: Schema<'OwnExport'>): { name: string; text: string } {
  const tables = Object.fromEntries(data.tables.map((table) => [table.title, table.rows]))
  const made = formatTime(data.made_at)
  return { name: t.own.file(made.slice(0, 10)), text: `${JSON.stringify({ [t.own.madeAt]: made, ...tables }, null, 2)}\n` }
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 30_000)
}

/** The own data as a file: a fresh code to the own phone, and with it the file. */
export function useOwnExport() {
  const problem = ref<ApiProblem>()
  const busy = ref(false)
  const wait = ref(0)
  const sent = ref<Schema<'CodeAnswer'>>()
  const saved = ref(false)
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
    try {
      await act()
    } catch (error) {
      problem.value = ApiProblem.from(error)
      if (problem.value.retryAfter > 0) count(problem.value.retryAfter)
    } finally {
      busy.value = false
    }
  }

  return {
    problem,
    busy,
    wait,
    sent,
    saved,
    askCode: () =>
      guarded(async () => {
        sent.value = await send(api.POST('/api/me/export/code'))
        count(AGAIN_SECONDS)
      }),
    fetchFile: (code: string) =>
      guarded(async () => {
        const file = fileOf(await send(api.POST('/api/me/export', { body: { code: code.trim() } })))
        save(file.name, file.text)
        saved.value = true
        sent.value = undefined
      }),
  }
}
