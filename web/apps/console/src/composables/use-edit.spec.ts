import { expect, it } from 'vitest'
import { nextTick, ref, type Ref } from 'vue'
import type { FormValues } from '../components/form-spec'
import { useEdit, type Loaded } from './use-edit'

it('a stale edit is merged and asked about field by field', async () => {
  const sections = ref([{ title: '', fields: ['name', 'chair', 'phone'].map((name) => ({ name, label: name })) }])
  const values = ref<FormValues>({})
  const loaded: Ref<Loaded | undefined> = ref({ values: { name: 'a', chair: 'b', phone: '' }, etag: '"1"' })
  const edit = useEdit({ sections, values, loaded, reload: () => Promise.resolve({ values: { name: 'A', chair: 'B', phone: '' }, etag: '"3"' }) })
  expect([edit.ready.value, values.value.chair, edit.etag()]).toEqual([true, 'b', '"1"'])
  // What is read again in the background changes neither the form nor its tag.
  loaded.value = { values: { name: 'A', chair: 'B', phone: '' }, etag: '"2"' }
  await nextTick()
  expect([values.value.name, edit.etag()]).toEqual(['a', '"1"'])
  values.value = { name: 'a', chair: 'X', phone: '1' }
  await edit.refresh()
  expect(values.value).toEqual({ name: 'A', chair: 'X', phone: '1' })
  expect([edit.open.value, edit.etag()]).toEqual([true, '"3"'])
  expect(edit.clashes.value).toEqual([{ name: 'chair', label: 'chair', before: 'b', theirs: 'B', mine: 'X' }])
  edit.choose({ chair: 'B' })
  expect([edit.open.value, values.value.chair]).toEqual([false, 'B'])
})
