import { onScopeDispose, ref } from 'vue'

/** The part of the browser's speech recognition that is used. */
interface Recognition {
  lang: string
  continuous: boolean
  interimResults: boolean
  onresult: ((event: { resultIndex: number; results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }> }) => void) | null
  onerror: ((event: { error: string }) => void) | null
  onend: (() => void) | null
  start: () => void
  stop: () => void
}

function maker(): (new () => Recognition) | undefined {
  const names = globalThis as unknown as Record<string, (new () => Recognition) | undefined>
  return names['SpeechRecognition'] ?? names['webkitSpeechRecognition']
}

/** Puts what was heard behind what stands there. */
export function joined(before: string, heard: string): string {
  const more = heard.trim()
  if (more === '') return before
  return before === '' || /[\s，。！？、；：,.!?;:]$/.test(before) ? before + more : `${before}，${more}`
}

/** Speaking instead of typing, where the browser can; `there` is false where it cannot. */
export function useDictation(heard: (text: string) => void) {
  const Maker = maker()
  const listening = ref(false)
  const failed = ref(false)
  let now: Recognition | undefined

  function stop(): void {
    now?.stop()
  }

  function start(): void {
    if (!Maker) return
    failed.value = false
    const made = new Maker()
    made.lang = 'zh-CN'
    made.continuous = true
    made.interimResults = false
    made.onresult = (event) => {
      for (let i = event.resultIndex; i < event.results.length; i += 1) {
        const one = event.results[i]
        if (one?.isFinal) heard(one[0]?.transcript ?? '')
      }
    }
    made.onerror = (event) => {
      failed.value = !['no-speech', 'aborted'].includes(event.error)
    }
    made.onend = () => {
      listening.value = false
    }
    try {
      made.start()
      now = made
      listening.value = true
    } catch {
      failed.value = true
    }
  }

  onScopeDispose(stop)
  return { there: Maker !== undefined, listening, failed, toggle: () => (listening.value ? stop() : start()) }
}
