import { ApiProblem } from '@niangjia/api'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import type { ClaimForm } from './claim-form'
import { useApply } from './use-apply'

const calls = vi.hoisted(() => ({ PUT: vi.fn(), POST: vi.fn() }))
vi.mock('@niangjia/api', async (original) => ({ ...(await original<typeof import('@niangjia/api')>()), api: calls, send: (answer: unknown) => answer }))

const FORM: ClaimForm = {
  consent_text: '同意',
  consent_version: '2026-1',
  covered: true,
  card: null,
  causes: [{ code: 'illness', title: '疾病' }],
  items: [
    { kind: 'hospital', title: '住院医疗', papers: [], illnesses: [], causes: [{ code: 'illness', title: '疾病' }] },
    { kind: 'critical', title: '重大疾病', papers: [], illnesses: ['恶性肿瘤'], causes: [{ code: 'illness', title: '疾病' }] },
  ],
}
const FACTS = { item: 'hospital', cause: 'illness', hospital: '县第一人民医院', invoice: 'ZY88', admitted: '2026-10-01', discharged: '2026-10-09', total: '12000', self_pay: '3000', own: '1000' }
const CARD = { holder: '罗建华', bank: '中国农业银行', number: '6222 0212 3456 7890 128' }

function open(form: ClaimForm = FORM) {
  let use: ReturnType<typeof useApply> | undefined
  const page = defineComponent({
    setup() {
      use = useApply(ref(form), '7')
      return () => h('p')
    },
  })
  mount(page, { global: { plugins: [[VueQueryPlugin, { queryClient: new QueryClient() }]] } })
  if (!use) throw new Error('not set up')
  return use
}
function filled(form?: ClaimForm) {
  const use = open(form)
  Object.assign(use.draft, FACTS)
  Object.assign(use.card, CARD)
  use.agreed.value = true
  return use
}

beforeEach(() => {
  calls.PUT.mockReset().mockResolvedValue(undefined)
  calls.POST.mockReset().mockResolvedValue({ id: '1', number: 'HZ2026000001' })
})

it('asks for everything that is missing before anything is sent', async () => {
  const use = open()
  expect(await use.submit()).toBe(false)
  expect(use.consentFault.value).toBe('要同意使用健康信息才能申请')
  expect(Object.keys(use.wrongCard.value)).toEqual(['holder', 'bank', 'number'])
  expect(use.faults.value.hospital).toBe('请填医院名称')
  expect([calls.PUT.mock.calls, calls.POST.mock.calls]).toEqual([[], []])
})

it('sends the card first, then the claim with the words that were agreed to', async () => {
  const use = filled()
  expect(await use.submit()).toBe(true)
  expect(calls.PUT.mock.calls[0]?.[1]).toEqual({ body: { ...CARD, number: '6222021234567890128' } })
  expect(calls.POST.mock.calls[0]?.[1].body).toMatchObject({ item: 'hospital', consent_version: '2026-1', insured_fen: 800_000 })
  expect(use.opened.value?.number).toBe('HZ2026000001')
  // The number is not held any longer than it is needed.
  expect(use.card.number).toBe('')
})

it('asks for no card where there is one', async () => {
  const use = filled({ ...FORM, card: { bank: '中国农业银行', tail: '0128', holder: '罗建华', changed_at: 0 } })
  Object.assign(use.card, { holder: '', bank: '', number: '' })
  expect(await use.submit()).toBe(true)
  expect(calls.PUT).not.toHaveBeenCalled()
})

it('is tapped twice and sends once; after a refusal the same content goes with the same key, another with another one', async () => {
  calls.POST.mockRejectedValueOnce(new ApiProblem('http.too-many', 429, '请稍后'))
  const use = filled()
  expect(await Promise.all([use.submit(), use.submit()])).toEqual([false, false])
  expect(calls.POST).toHaveBeenCalledTimes(1)
  expect(use.problem.value?.code).toBe('http.too-many')
  calls.POST.mockRejectedValueOnce(new ApiProblem('http.too-many', 429, '请稍后'))
  await use.submit()
  use.draft.invoice = 'ZY89'
  expect(await use.submit()).toBe(true)
  const [first, second, third] = calls.POST.mock.calls.map(([, request]) => request.headers['Idempotency-Key'] as string)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

it('puts the sentences of a refusal where they belong: at the card, or at the claim', async () => {
  calls.PUT.mockRejectedValueOnce(new ApiProblem('mutual.card-invalid', 422, '', [{ pointer: '/number', code: 'x', detail: '这张卡不能收款' }]))
  const use = filled()
  expect(await use.submit()).toBe(false)
  expect(use.wrongCard.value).toEqual({ number: '这张卡不能收款' })
  expect(calls.POST).not.toHaveBeenCalled()
  use.card.bank = '中国银行'
  calls.POST.mockRejectedValueOnce(new ApiProblem('mutual.claim-invalid', 422, '', [{ pointer: '/invoice', code: 'x', detail: '号码不对' }]))
  await Promise.resolve()
  expect(await use.submit()).toBe(false)
  expect(use.faults.value).toEqual({ invoice: '号码不对' })
})

it('asks for the illness only where the item has a list of them', async () => {
  const use = filled()
  use.draft.item = 'critical'
  expect(await use.submit()).toBe(false)
  expect(use.faults.value).toEqual({ illness: '请选择得的什么病' })
})
