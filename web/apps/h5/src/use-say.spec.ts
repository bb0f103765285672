import { ApiProblem } from '@niangjia/api'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { shelf } from './say-draft'
import type { Kind } from './say-fields'
import { useSay } from './use-say'

const kind: Kind = { kind: 'voice.matter', title: '职工说事', help: '', confidential: true, anonymous: true, fields: [{ code: 'topic', title: '什么事', kind: 'choice', required: true, options: [{ code: 'pay', label: '工资报酬' }] }] }
const tell = vi.fn<Parameters<typeof useSay>[1]['tell']>()

const suggestion: Kind = { kind: 'voice.suggestion', title: '合理化建议', help: '', confidential: false, anonymous: false, fields: [] }

function open(person?: string, kinds: Kind[] = [kind]) {
  let use: ReturnType<typeof useSay> | undefined
  const page = defineComponent({
    setup() {
      use = useSay(ref(kinds), person === undefined ? { tell } : { person, tell })
      return () => h('p')
    },
  })
  mount(page, { global: { plugins: [[VueQueryPlugin, { queryClient: new QueryClient() }]] } })
  if (!use) throw new Error('not set up')
  return use
}

beforeEach(() => {
  tell.mockReset()
  localStorage.clear()
})

it('asks for what is missing before anything is sent', async () => {
  const use = open('7')
  expect(await use.submit()).toBe(false)
  expect(Object.keys(use.faults.value)).toEqual(['body', 'fields/topic'])
  expect(tell).not.toHaveBeenCalled()
})

it('sends the same words with the same key after a refusal, and after the page was opened anew', async () => {
  tell.mockRejectedValueOnce(new ApiProblem('http.too-many', 429, '')).mockResolvedValueOnce({ id: '1', number: 'ZS-1', code: 'ABCDEFGH' })
  const use = open('7')
  use.draft.body = '太累了'
  use.draft.fields['topic'] = 'pay'
  await nextTick()
  expect(await use.submit()).toBe(false)
  expect(use.problem.value?.code).toBe('http.too-many')
  const again = open('7')
  expect(again.draft.body).toBe('太累了')
  expect(await again.submit()).toBe(true)
  expect(tell.mock.calls[1]).toEqual(tell.mock.calls[0])
  expect(shelf('7').read()).toBeUndefined()
})

it('takes the draft from the phone as soon as nobody shall know', async () => {
  const use = open('7')
  use.draft.body = '太累了'
  await nextTick()
  expect(shelf('7').read()?.draft.body).toBe('太累了')
  use.draft.how = 'confidential'
  await nextTick()
  expect(shelf('7').read()).toBeUndefined()
  expect(use.keeps.value).toBe(false)
})

it('without a name nothing is ever kept, and there is no choice of how', async () => {
  const use = open()
  use.draft.body = '太累了'
  await nextTick()
  expect(localStorage.length).toBe(0)
  expect(use.ways.value).toEqual([])
  expect(use.draft.how).toBe('anonymous')
})

it('puts the sentences of the server at their fields', async () => {
  tell.mockRejectedValueOnce(new ApiProblem('cases.invalid', 422, '', [{ pointer: '/body', code: 'cases.body-length', detail: '请把事情说清楚' }]))
  const use = open('7')
  use.draft.body = '太累了'
  use.draft.fields['topic'] = 'pay'
  await use.submit()
  expect(use.faults.value['body']).toBe('请把事情说清楚')
  expect(use.problem.value).toBeUndefined()
})

it('begins with the first kind, and asks who may know only where another kind offers it', async () => {
  tell.mockResolvedValueOnce({ id: '1', number: 'JY-1', code: 'ABCDEFGH' })
  const use = open('7', [kind, suggestion])
  expect(use.kind.value?.kind).toBe('voice.matter')
  use.draft.how = 'confidential'
  use.draft.kind = 'voice.suggestion'
  use.draft.body = '冲床加装光栅'
  await nextTick()
  expect(use.ways.value).toEqual(['named'])
  expect([use.how.value, use.draft.how]).toEqual(['named', 'confidential'])
  expect(await use.submit()).toBe(true)
  expect(tell.mock.calls[0]?.[0]).toMatchObject({ kind: 'voice.suggestion', how: 'named' })
})
