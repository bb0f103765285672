import { onScopeDispose } from 'vue'

/** Whether a key was pressed where it writes or chooses something of its own. */
function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('.el-dialog, .el-popper, .el-message-box') !== null)
}

/** Whether something lies over the page. */
function covered(): boolean {
  return [...document.querySelectorAll<HTMLElement>('.el-overlay')].some((one) => one.style.display !== 'none')
}

/** Single keys of a page, while nothing is written and nothing lies over it. */
export function useDeskKeys(keys: Readonly<Record<string, () => unknown>>): void {
  const onKey = (event: KeyboardEvent) => {
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!act || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || writes(event.target) || covered()) return
    event.preventDefault()
    act()
  }
  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}
