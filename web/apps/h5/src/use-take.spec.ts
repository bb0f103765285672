import { ApiProblem } from '@niangjia/api'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { useTake } from './use-take'

const calls = vi.hoisted(() => ({ POST: vi.fn() }))
vi.mock('@niangjia/api', async (original) => ({ ...(await original<typeof import('@niangjia/api')>()), api: calls, send: (answer: unknown) => answer }))

const VOUCHER = { campaign_id: '7', turn: 1, number: '2026 0000 0174 3' }
const offline = () => Promise.reject(ApiProblem.from(new TypeError('network')))

function open() {
  let use: ReturnType<typeof useTake> | undefined
  const page = mount(
    defineComponent({
      setup() {
        use = useTake(ref('7'))
        return () => h('p')
      },
    }),
    { global: { plugins: [[VueQueryPlugin, { queryClient: new QueryClient() }]] } },
  )
  if (!use) throw new Error('not set up')
  return { use, page }
}

beforeEach(() => {
  vi.useFakeTimers()
  calls.POST.mockReset()
})
afterEach(() => vi.useRealTimers())

it('is pressed three times and sends once', async () => {
  calls.POST.mockResolvedValue({ result: 'got', voucher: VOUCHER })
  const { use } = open()
  const pressed = [use.take(0), use.take(0), use.take(0)]
  await Promise.all(pressed)
  expect(calls.POST).toHaveBeenCalledTimes(1)
  expect(calls.POST.mock.calls[0]?.[1]).toEqual({ params: { path: { id: '7' } }, body: { mine: 0 } })
  expect(use.taking.value).toEqual({ at: 'got', voucher: VOUCHER })
})

it('a broken line is tried again with the same word of how many there are', async () => {
  calls.POST.mockImplementationOnce(offline).mockImplementationOnce(offline).mockResolvedValue({ result: 'already', voucher: VOUCHER })
  const { use } = open()
  const taken = use.take(2)
  await vi.advanceTimersByTimeAsync(1_500)
  expect(use.taking.value).toEqual({ at: 'sending', tries: 2 })
  await vi.runAllTimersAsync()
  await taken
  expect(calls.POST.mock.calls.map(([, request]) => request.body.mine)).toEqual([2, 2, 2])
  expect(use.taking.value.at).toBe('already')
})

it('waits its turn, shows how many are ahead, and asks again by itself', async () => {
  calls.POST.mockResolvedValueOnce({ result: 'waiting', ahead: 1_200, seconds: 5 }).mockResolvedValueOnce({ result: 'waiting', ahead: 40, seconds: 0 }).mockResolvedValue({ result: 'got', voucher: VOUCHER })
  const { use } = open()
  const taken = use.take(0)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(use.taking.value).toEqual({ at: 'waiting', ahead: 1_200, seconds: 5 })
  expect(use.left.value).toBe(2)
  // Pressing again in the queue changes nothing.
  await use.take(0)
  expect(calls.POST).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(use.taking.value).toMatchObject({ at: 'waiting', ahead: 40, seconds: 1 })
  await vi.runAllTimersAsync()
  await taken
  expect(use.taking.value.at).toBe('got')
})

it('whoever leaves the queue, or the page, asks for nothing any more', async () => {
  calls.POST.mockResolvedValue({ result: 'waiting', ahead: 5, seconds: 2 })
  const { use, page } = open()
  void use.take(0)
  await vi.advanceTimersByTimeAsync(500)
  use.leave()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([use.taking.value.at, calls.POST.mock.calls.length]).toEqual(['idle', 1])
  void use.take(0)
  await vi.advanceTimersByTimeAsync(500)
  page.unmount()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(calls.POST).toHaveBeenCalledTimes(2)
})

it('says that nothing is left, and why somebody may not', async () => {
  calls.POST.mockResolvedValueOnce({ result: 'sold_out', voucher: null }).mockRejectedValueOnce(new ApiProblem('benefits.not-eligible', 409, '本活动面向入会满1年的会员'))
  const { use } = open()
  await use.take(0)
  expect(use.taking.value).toEqual({ at: 'sold_out' })
  await use.take(0)
  expect(use.taking.value).toMatchObject({ at: 'refused', problem: { code: 'benefits.not-eligible' } })
})
