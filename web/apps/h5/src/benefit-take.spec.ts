import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import BenefitTake from './components/BenefitTake.vue'
import type { BenefitCampaignDetail } from './use-benefits'

const ONE: BenefitCampaignDetail = {
  id: '7',
  number: '2026',
  kind: 'grab',
  kind_label: '限时抢',
  title: '一元看大片',
  union_name: '示范县总工会',
  offer: '电影票一张',
  worth_fen: 3_900,
  pays_fen: 100,
  state: 'published',
  state_label: '进行中',
  opens_at: 1_000_000,
  closes_at: 9_000_000,
  stock: 5,
  left: 5,
  may: true,
  why: null,
  mine: 0,
  limit: '每人限1次',
  rules: '',
  who: [],
  days_label: '',
  merchants: [],
  prizes: [],
  tickets: [],
  quiz: null,
  reserves: 0,
  source: '',
  least_fen: null,
  most_fen: null,
  more: true,
  now: 0,
}

function shown(over: Partial<BenefitCampaignDetail>, now = 2_000_000) {
  const page = mount(BenefitTake, { props: { one: { ...ONE, ...over }, now }, global: { plugins: [[VueQueryPlugin, { queryClient: new QueryClient() }]], stubs: { RouterLink: { template: '<a><slot /></a>' } } } })
  return { text: page.text(), buttons: page.findAll('button').map((button) => [button.text(), button.attributes('disabled') !== undefined]) }
}

it('counts down with a button that says why it cannot be pressed, and opens at the moment itself', () => {
  const before = shown({ left: null }, 1_000_000 - 65_000)
  expect(before.text).toContain('00:01:05')
  expect(before.buttons).toEqual([['还没开始，还有 00:01:05', true]])
  expect(shown({}, 1_000_000).buttons).toEqual([['立即抢', false]])
})

it('has no button where nothing can be had, and says why', () => {
  for (const [over, words] of [
    [{ left: 0 }, '已经领完了'],
    [{ state: 'paused' }, '活动暂停了'],
    [{ state: 'ended' }, '活动已经结束'],
    [{ may: false, why: '本活动面向入会满1年的会员' }, '本活动面向入会满1年的会员'],
    [{ mine: 1, more: false }, '您已经领过了'],
  ] as const) {
    const page = shown(over)
    expect(page.text).toContain(words)
    expect(page.buttons).toEqual([])
  }
})

it('whoever may have another one takes another one; what was got is shown although nothing is left', () => {
  expect(shown({ mine: 1, more: true }).buttons).toEqual([['再领一份', false]])
  for (const over of [{ left: 0 }, { state: 'ended' }] as const) expect(shown({ mine: 1, more: false, ...over }).text).toContain('您已经领过了')
  expect(shown({ kind: 'red_packet' }).buttons).toEqual([['领红包', false]])
  expect(shown({ kind: 'instant' }).buttons).toEqual([['开一张票', false]])
  expect(shown({ kind: 'instant', mine: 1, more: true }).buttons).toEqual([['再开一张票', false]])
  expect(shown({ kind: 'instant', mine: 1, more: false }).text).toContain('您的票已经开完了')
})
