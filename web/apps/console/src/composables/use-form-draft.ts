import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { isTextRecord, readLocal, writeLocal } from './use-local'

/** What a draft says about itself to the page. */
export interface FormDraft {
  /** True after the page was filled from a kept draft. */
  restored: Ref<boolean>
  /** Forgets the draft and goes back to the start values. */
  discard: () => void
  /** Forgets the draft after it was sent. */
  done: () => void
}

/**
 * Keeps what is typed into a form in this browser until it is sent, so that nothing is lost when the page closes.
 * Sealed fields (ID and phone numbers) are never kept.
 */
export function useFormDraft(key: string, values: Ref<Record<string, string>>, sealed: readonly string[], delayMs = 400): FormDraft {
  const start = { ...values.value }
  const restored = ref(false)
  const open = (kept: Record<string, string>) => Object.fromEntries(Object.entries(kept).filter(([name]) => !sealed.includes(name)))
  const name = `nj-draft:${key}`

  const kept = open(readLocal(name, {}, isTextRecord))
  const news = Object.entries(kept).filter(([field, value]) => field in start && start[field] !== value)
  if (news.length > 0) {
    values.value = { ...values.value, ...Object.fromEntries(news) }
    restored.value = true
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    timer = undefined
    const changed = Object.entries(open(values.value)).filter(([field, value]) => value !== start[field])
    writeLocal(name, changed.length > 0 ? Object.fromEntries(changed) : undefined)
  }
  const stop = watch(
    values,
    () => {
      clearTimeout(timer)
      timer = setTimeout(keep, delayMs)
    },
    { deep: true, flush: 'sync' },
  )
  onScopeDispose(() => {
    stop()
    // What was typed in the last moment before leaving counts too.
    if (timer !== undefined) {
      clearTimeout(timer)
      keep()
    }
  })

  const forget = () => {
    clearTimeout(timer)
    timer = undefined
    writeLocal(name, undefined)
    restored.value = false
  }
  return {
    restored,
    done: () => {
      stop()
      forget()
    },
    discard: () => {
      values.value = { ...start }
      forget()
    },
  }
}
