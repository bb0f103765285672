import { ApiProblem } from '@niangjia/api'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { again } from './again'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())
const offline = () => Promise.reject(ApiProblem.from(new TypeError('network')))

it('a weak line is tried again, and the tries are counted aloud', async () => {
  const heard: number[] = []
  const send = vi.fn<() => Promise<string>>().mockImplementationOnce(offline).mockImplementationOnce(offline).mockResolvedValue('done')
  const made = again(send, (n) => heard.push(n))
  await vi.runAllTimersAsync()
  expect(await made).toBe('done')
  expect(heard).toEqual([1, 2])
})

it('gives up after three more tries', async () => {
  const send = vi.fn<() => Promise<string>>().mockImplementation(offline)
  const made = again(send).catch((error: unknown) => ApiProblem.from(error).code)
  await vi.runAllTimersAsync()
  expect(await made).toBe('web.offline')
  expect(send).toHaveBeenCalledTimes(4)
})

it('a refusal is not tried again', async () => {
  const send = vi.fn<() => Promise<string>>().mockRejectedValue(new ApiProblem('cases.invalid', 422, ''))
  await expect(again(send)).rejects.toMatchObject({ code: 'cases.invalid' })
  expect(send).toHaveBeenCalledOnce()
})
