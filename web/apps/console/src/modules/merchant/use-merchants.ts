import { api, send, sendTagged, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { p } from './locales/proposals'
import { t } from './locales/zh'

export type Merchant = Schema<'BenefitMerchant'>
export type MerchantDetail = Schema<'BenefitMerchantDetail'>
export type MerchantState = Schema<'BenefitMerchantState'>
export type Category = Schema<'BenefitCategory'>
export type Shop = Schema<'BenefitShop'>
export type Clerk = Schema<'BenefitClerk'>
export type Discount = Schema<'BenefitDiscount'>

export const MERCHANT_STATES = Object.keys(t.states) as MerchantState[]
export const MERCHANT_KIND: Readonly<Record<MerchantState, 'good' | 'wait' | 'bad' | 'quiet'>> = { draft: 'quiet', proposed: 'wait', contracted: 'good', suspended: 'wait', ended: 'quiet', blacklisted: 'bad' }
export const CATEGORIES = Object.keys(t.categories) as Category[]
export const COMPLAINED = ['open', 'upheld'] as const
export const MERCHANT_FILTERS = ['state', 'category', 'complaints', 'visited', 'union_id'] as const

function conditions({ q, filters }: Pick<ListState<(typeof MERCHANT_FILTERS)[number]>, 'q' | 'filters'>) {
  return { q: q || undefined, union_id: filters.union_id, state: MERCHANT_STATES.find((one) => one === filters.state), category: CATEGORIES.find((one) => one === filters.category), complaints: COMPLAINED.find((one) => one === filters.complaints), unvisited: filters.visited === 'due' || undefined }
}
export function useMerchants() {
  return useKeysetList({
    key: 'merchant',
    filters: MERCHANT_FILTERS,
    load: (state, signal) => send(api.GET('/api/benefit_merchants', { params: { query: { ...conditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/benefit_merchants/count', { params: { query: { ...conditions(state), exact } }, signal })),
    exports: { path: '/api/benefit_merchants/export', permission: 'merchant.export', conditions },
  })
}
export function useMerchant(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant', 'one', id.value]), queryFn: () => sendTagged(api.GET('/api/benefit_merchants/{id}', { params: { path: { id: id.value } } })), enabled: computed(() => id.value !== ''), staleTime: 0 })
}

const TOUCHES = [['merchant']] as const
export function useAddMerchant() {
  return useCommand({ send: (body: Schema<'NewBenefitMerchant'>, headers) => send(api.POST('/api/benefit_merchants', { body, headers })), touches: TOUCHES, tell: false })
}
export function useEditMerchant() {
  return useCommand({
    send: ({ id, etag, body }: { id: string; etag: string; body: Schema<'BenefitMerchantChange'> }) => send(api.PATCH('/api/benefit_merchants/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    tell: false,
  })
}

/** A step of a merchant's contract; those that need a reason have one, the blacklist a last day too. */
export type Step = { id: string; etag: string; reason?: string; until?: string }
const at = ({ id, etag }: Step, headers: { 'Idempotency-Key': string }) => ({ params: { path: { id } }, headers: { ...headers, 'If-Match': etag } })
export function useMerchantSteps() {
  const command = (deed: keyof typeof t.done, send: (step: Step, headers: { 'Idempotency-Key': string }) => Promise<unknown>) => useCommand({ send, touches: TOUCHES, done: t.done[deed] })
  return {
    propose: command('propose', (step, headers) => send(api.POST('/api/benefit_merchants/{id}/propose', at(step, headers)))),
    return: command('return', (step, headers) => send(api.POST('/api/benefit_merchants/{id}/return', { ...at(step, headers), body: { reason: step.reason ?? '' } }))),
    contract: command('contract', (step, headers) => send(api.POST('/api/benefit_merchants/{id}/contract', at(step, headers)))),
    suspend: command('suspend', (step, headers) => send(api.POST('/api/benefit_merchants/{id}/suspend', { ...at(step, headers), body: { reason: step.reason ?? '' } }))),
    resume: command('resume', (step, headers) => send(api.POST('/api/benefit_merchants/{id}/resume', at(step, headers)))),
    end: command('end', (step, headers) => send(api.POST('/api/benefit_merchants/{id}/end', { ...at(step, headers), body: { reason: step.reason ?? '' } }))),
    blacklist: command('blacklist', (step, headers) => send(api.POST('/api/benefit_merchants/{id}/blacklist', { ...at(step, headers), body: { reason: step.reason ?? '', until: step.until ?? '' } }))),
    reopen: command('reopen', (step, headers) => send(api.POST('/api/benefit_merchants/{id}/reopen', at(step, headers)))),
  }
}
export type Deed = keyof ReturnType<typeof useMerchantSteps>
export function useRevealMerchant() {
  return useCommand({ send: ({ id, purpose }: { id: string; purpose: string }, headers) => send(api.POST('/api/benefit_merchants/{id}/reveal', { params: { path: { id } }, body: { purpose }, headers })), touches: [] })
}

export function useShops(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant', 'shops', id.value]), queryFn: () => send(api.GET('/api/benefit_merchants/{id}/shops', { params: { path: { id: id.value } } })), enabled: computed(() => id.value !== '') })
}
export function useSaveShop() {
  return useCommand({
    send: async ({ id, shop, body }: { id: string; shop?: Shop; body: Schema<'BenefitShopTold'> }, headers) => {
      if (!shop) return send(api.POST('/api/benefit_merchants/{id}/shops', { params: { path: { id } }, body, headers }))
      return send(api.PUT('/api/benefit_merchants/{id}/shops/{shop_id}', { params: { path: { id, shop_id: shop.id } }, body, headers: { 'If-Match': `"${shop.version}"` } }))
    },
    touches: TOUCHES,
    done: t.shop.saved,
    tell: false,
  })
}
export function useClerks(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant', 'clerks', id.value]), queryFn: () => send(api.GET('/api/benefit_merchants/{id}/clerks', { params: { path: { id: id.value } } })) })
}
export function useAddClerk() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'NewBenefitClerk'> }, headers) => send(api.POST('/api/benefit_merchants/{id}/clerks', { params: { path: { id } }, body, headers })), touches: TOUCHES, tell: false })
}
export function useCloseClerk() {
  return useCommand({ send: ({ id, account }: { id: string; account: string }, headers) => send(api.POST('/api/benefit_merchants/{id}/clerks/{account_id}/close', { params: { path: { id, account_id: account } }, headers })), touches: TOUCHES, done: t.clerk.closed })
}
export function usePutManager() {
  return useCommand({ send: ({ id, account, manager }: { id: string; account: string; manager: boolean }) => send(api.PUT('/api/benefit_merchants/{id}/clerks/{account_id}/manager', { params: { path: { id, account_id: account } }, body: { manager } })), touches: TOUCHES, done: p.managerSaved })
}
export function useDiscounts(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant', 'discounts', id.value]), queryFn: () => send(api.GET('/api/benefit_merchants/{id}/discounts', { params: { path: { id: id.value } } })) })
}
export function useAddDiscount() {
  return useCommand({ send: ({ id, body }: { id: string; body: Schema<'NewBenefitDiscount'> }, headers) => send(api.POST('/api/benefit_merchants/{id}/discounts', { params: { path: { id } }, body, headers })), touches: TOUCHES, done: t.discount.saved, tell: false })
}
export function useEditDiscount() {
  return useCommand({
    send: ({ id, discount, etag, body }: { id: string; discount: string; etag: string; body: Schema<'NewBenefitDiscount'> }) => send(api.PUT('/api/benefit_merchants/{id}/discounts/{discount_id}', { params: { path: { id, discount_id: discount } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: p.edited,
    tell: false,
  })
}
export function useEndDiscount() {
  return useCommand({ send: ({ id, discount }: { id: string; discount: string }, headers) => send(api.POST('/api/benefit_merchants/{id}/discounts/{discount_id}/end', { params: { path: { id, discount_id: discount } }, headers })), touches: TOUCHES, done: t.discount.ended })
}
