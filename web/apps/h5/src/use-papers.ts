import { computed, onScopeDispose, effectScope, ref, shallowReactive } from 'vue'
import { paperPlace } from './use-claims'
import { usePhotos } from './use-photos'

/** A kind of paper. */
export interface PaperKind {
  code: string
  title: string
}

/** The photos of the papers of a claim, one list for each kind of paper. */
export function usePapers() {
  const lists = shallowReactive(new Map<string, ReturnType<typeof usePhotos>>())
  // Which papers are wanted is known later than the page begins.
  const scope = effectScope()
  onScopeDispose(() => scope.stop())
  const sending = ref(false)

  /** Makes the lists of these kinds, where they are not there yet. */
  function want(kinds: readonly PaperKind[]): void {
    for (const { code, title } of kinds) {
      if (lists.has(code)) continue
      const photos = scope.run(() => usePhotos(() => 0, paperPlace(code, title)))
      if (photos) lists.set(code, photos)
    }
  }
  const count = computed(() => [...lists.values()].reduce((sum, photos) => sum + photos.list.length, 0))
  const unsent = computed(() => [...lists.values()].reduce((sum, photos) => sum + photos.unsent.value.length, 0))

  async function sendAll(id: string): Promise<void> {
    sending.value = true
    for (const photos of lists.values()) await photos.sendAll(id)
    sending.value = false
  }
  function dropSent(): void {
    for (const photos of lists.values()) photos.dropSent()
  }
  return { lists, want, count, unsent, sending, sendAll, dropSent }
}
