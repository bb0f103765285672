import { shallowRef, type Ref } from 'vue'
import { api, send } from '@niangjia/api'
import type { FormValues } from '../../components/form-spec'
import { isMobile } from './case-new'
import type { CaseRow } from './use-cases'

/** What was told from a phone before, the latest five. */
export interface CallerFound {
  items: CaseRow[]
  more: boolean
}

/** Looks up what a caller told before, once the field of the phone is left; a later number wins over an answer that comes late. */
export function useCaller(values: Readonly<Ref<FormValues>>) {
  const found = shallowRef<CallerFound>()
  let asked = ''
  async function left(name: string) {
    if (name !== 'reporter_phone') return
    const phone = (values.value.reporter_phone ?? '').trim()
    if (phone === asked) return
    asked = phone
    found.value = undefined
    if (!isMobile(phone)) return
    const page = await send(api.GET('/api/cases', { params: { query: { view: 'all', q: phone, limit: 5 } } })).catch(() => undefined)
    if (asked === phone && page) found.value = { items: page.items, more: Boolean(page.next) }
  }
  /** For the next caller. */
  function forget() {
    asked = ''
    found.value = undefined
  }
  return { found, left, forget }
}
