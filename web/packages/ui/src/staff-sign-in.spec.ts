import { ApiProblem } from '@niangjia/api'
import { beforeEach, expect, it, vi } from 'vitest'
import { passwordFaults, useStaffSignIn } from './staff-sign-in'

const calls = vi.hoisted(() => ({ POST: vi.fn() }))
vi.mock('@niangjia/api', async (original) => ({ ...(await original<typeof import('@niangjia/api')>()), api: calls, send: (answer: unknown) => answer }))

beforeEach(() => calls.POST.mockReset())

it('says what a new password still lacks', () => {
  expect(passwordFaults('', '')).toEqual(['length', 'classes', 'same'])
  expect(passwordFaults('Gonghui-26', 'Gonghui-2')).toEqual(['same'])
  expect(passwordFaults('gonghui2026', 'gonghui2026')).toEqual(['classes'])
  expect(passwordFaults('Gonghui2026', 'Gonghui2026')).toEqual([])
})

it('goes from step to step as it is led, each tied to the one before', async () => {
  const use = useStaffSignIn()
  calls.POST.mockResolvedValueOnce({ state: 'new_password', challenge: 'a' }).mockResolvedValueOnce({ state: 'totp_enrol', challenge: 'b', totp_uri: 'otpauth://x', totp_secret: 'ABCD' }).mockResolvedValueOnce({ state: 'done' })
  await use.withPassword(' dianyuan ', 'first')
  expect(use.page.value).toBe('new_password')
  await use.withNewPassword('Gonghui2026')
  expect([use.page.value, use.totpSecret.value]).toEqual(['totp_enrol', 'ABCD'])
  await use.withCode('123456')
  expect(use.page.value).toBe('done')
  expect(calls.POST.mock.calls.map(([path, request]) => [path, request.body])).toEqual([
    ['/api/session/password', { username: 'dianyuan', password: 'first' }],
    ['/api/session/new_password', { challenge: 'a', password: 'Gonghui2026' }],
    ['/api/session/totp', { challenge: 'b', code: '123456' }],
  ])
})

it('begins again when the step took too long, and stays where a code was wrong', async () => {
  const use = useStaffSignIn()
  calls.POST.mockResolvedValueOnce({ state: 'totp_required', challenge: 'a' }).mockRejectedValueOnce(new ApiProblem('accounts.wrong-code', 401, '')).mockRejectedValueOnce(new ApiProblem('accounts.challenge-over', 401, ''))
  await use.withPassword('dianyuan', 'first')
  await use.withCode('000000')
  expect(use.page.value).toBe('totp')
  await use.withCode('111111')
  expect([use.page.value, use.problem.value?.code]).toEqual(['password', 'accounts.challenge-over'])
})
