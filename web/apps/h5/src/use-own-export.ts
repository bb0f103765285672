import { api, send, type Schema } from '@niangjia/api'
import { formatTime } from '@niangjia/ui'
import { ref } from 'vue'
import { words } from './locales/own-data'
import { AGAIN_SECONDS, useCodeWait } from './use-code-wait'

/** The file as it is kept: readable as it is, and by programs. */
export function fileOf(data: Schema<'OwnExport'>): { name: string; text: string } {
  const tables = Object.fromEntries(data.tables.map((table) => [table.title, table.rows]))
  const made = formatTime(data.made_at)
  return { name: words.own.file(made.slice(0, 10)), text: `${JSON.stringify({ [words.own.madeAt]: made, ...tables }, null, 2)}\n` }
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
  const { problem, busy, wait, count, guarded } = useCodeWait()
  const sent = ref<Schema<'CodeAnswer'>>()
  const saved = ref(false)
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
