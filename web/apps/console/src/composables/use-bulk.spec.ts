import { ApiProblem } from '@niangjia/api'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useBulk } from './use-bulk'

function bulk(spec: Parameters<typeof useBulk>[0]) {
  let made: ReturnType<typeof useBulk> | undefined
  mount(
    defineComponent(() => {
      made = useBulk(spec)
      return () => h('i')
    }),
    { global: { plugins: [VueQueryPlugin] } },
  )
  if (!made) throw new Error('not mounted')
  return made
}
const refused = () => new ApiProblem('registry.state', 409, 'no')

test('one that is refused does not stop the others, and only what was done is taken back', async () => {
  const undo = vi.fn(() => Promise.resolve())
  const one = bulk({ act: (id) => (id === 'b' ? Promise.reject(refused()) : Promise.resolve(`ok ${id}`)), undo, touches: [] })
  await one.run(['a', 'b', 'c'])
  expect(one.outcomes.value.map((each) => [each.id, each.done])).toEqual([['a', true], ['b', false], ['c', true]])
  expect([one.at.value, one.total.value, one.busy.value]).toEqual([3, 3, false])
  await one.undo()
  expect(undo.mock.calls.map(([id]: unknown[]) => id)).toEqual(['a', 'c'])
  expect(one.undoable.value).toEqual([])
})

test('silence is asked again with the same key, a refusal is not', async () => {
  vi.useFakeTimers()
  const keys: string[] = []
  const act = vi.fn((id: string, headers: { 'Idempotency-Key': string }) => {
    keys.push(headers['Idempotency-Key'])
    return keys.length === 1 ? Promise.reject(new TypeError('Failed to fetch')) : id === 'b' ? Promise.reject(refused()) : Promise.resolve('ok')
  })
  const one = bulk({ act, touches: [] })
  const running = one.run(['a', 'b'])
  await vi.runAllTimersAsync()
  await running
  vi.useRealTimers()
  expect(act).toHaveBeenCalledTimes(3)
  expect(keys[0]).toBe(keys[1])
  expect(keys[2]).not.toBe(keys[1])
  expect(one.outcomes.value.map((each) => each.done)).toEqual([true, false])
})
