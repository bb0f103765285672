import { ApiProblem, receiveFile, type Receiving } from '@niangjia/api'
import { ElMessage } from 'element-plus'
import { onScopeDispose, reactive } from 'vue'
import { t } from '../locales/zh'

/** How an export is going. */
export interface ExportState {
  stage: 'idle' | 'making' | 'receiving'
  /** Seconds since it was asked for. */
  seconds: number
  /** Bytes received, and how many there will be. */
  received: number
  total: number
}

/** Runs one export at a time: asks, shows how it goes, hands the file to the browser; can be given up. */
export function useExport() {
  const state = reactive<ExportState>({ stage: 'idle', seconds: 0, received: 0, total: 0 })
  let running: Receiving | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  function rest() {
    clearInterval(timer)
    running = undefined
    state.stage = 'idle'
  }
  function cancel() {
    running?.cancel()
  }
  onScopeDispose(cancel)

  /** True when the file was handed over. */
  async function run(path: string, body: object): Promise<boolean> {
    Object.assign(state, { stage: 'making', seconds: 0, received: 0, total: 0 })
    timer = setInterval(() => {
      state.seconds += 1
    }, 1000)
    running = receiveFile(path, body, (received, total) => Object.assign(state, { stage: 'receiving', received, total }))
    try {
      const { blob, name } = await running.done
      const url = URL.createObjectURL(blob)
      const link = document.createElement('a')
      link.href = url
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 30_000)
      ElMessage.success(t.exporting.done(name))
      return true
    } catch (error) {
      const problem = ApiProblem.from(error)
      if (problem.code !== 'web.cancelled') ElMessage.error({ message: problem.sentence, duration: 8000, showClose: true })
      return false
    } finally {
      rest()
    }
  }
  return { state, run, cancel }
}
