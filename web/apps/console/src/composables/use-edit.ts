import { ref, shallowRef, watch, type Ref } from 'vue'
import { compare, type Clash } from '../components/clash'
import type { FormValues, SectionSpec } from '../components/form-spec'

/** A record as a form shows it, with the tag of its version. */
export interface Loaded {
  values: FormValues
  etag: string
}

/**
 * An edit of a record that somebody else may change meanwhile. The tag belongs to the values that were read with it, not
 * to whatever was read since. After a refusal `refresh` reads the record again, merges what only one side changed, and
 * asks field by field for what both changed.
 */
export function useEdit(spec: {
  sections: Ref<readonly SectionSpec[]>
  values: Ref<FormValues>
  loaded: Ref<Loaded | undefined>
  reload: () => Promise<Loaded | undefined>
}) {
  const ready = ref(false)
  const open = ref(false)
  const clashes = shallowRef<Clash[]>([])
  let base: Loaded = { values: {}, etag: '' }
  watch(
    spec.loaded,
    (now) => {
      if (!now || ready.value) return
      base = now
      spec.values.value = { ...now.values }
      ready.value = true
    },
    { immediate: true },
  )

  async function refresh() {
    const now = await spec.reload()
    if (!now) return
    const found = compare(spec.sections.value, base.values, now.values, spec.values.value)
    base = now
    spec.values.value = found.merged
    clashes.value = found.clashes
    open.value = found.clashes.length > 0
  }

  /** Puts the chosen values into the form. */
  function choose(chosen: FormValues) {
    spec.values.value = { ...spec.values.value, ...chosen }
    open.value = false
  }

  return { ready, open, clashes, refresh, choose, etag: () => base.etag }
}
