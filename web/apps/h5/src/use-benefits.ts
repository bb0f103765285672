import { api, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { timed } from './server-time'

export type BenefitCampaign = Schema<'BenefitOwnCampaign'>
export type BenefitCampaignDetail = Schema<'BenefitOwnCampaignDetail'>
export type OwnVoucher = Schema<'BenefitOwnVoucher'>
export type NearShop = Schema<'BenefitNearShop'>

export const BENEFITS = ['me', 'benefits'] as const
const VOUCHERS = ['me', 'benefit_vouchers'] as const

/** What there is for the member these days, with the server's time. */
export function useBenefits(wanted: Ref<boolean> | true = true) {
  return useQuery({ queryKey: BENEFITS, queryFn: () => timed(() => send(api.GET('/api/me/benefits'))), staleTime: 5_000, enabled: wanted })
}

export const campaignKey = (id: string) => ['me', 'benefit_campaign', id] as const

/** One of them: rules, who may, how many are left. */
export function useBenefit(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => campaignKey(id.value)),
    queryFn: () => timed(() => send(api.GET('/api/me/benefit_campaigns/{id}', { params: { path: { id: id.value } } }))),
    staleTime: 0,
  })
}

/** The own vouchers, part after part: those to use, the next to run out first, or those that are past. */
export function useVouchers(state: 'held' | 'past', wanted: Ref<boolean> | true = true) {
  return useInfiniteQuery({
    queryKey: [...VOUCHERS, state],
    queryFn: ({ pageParam }) => send(api.GET('/api/me/benefit_vouchers', { params: { query: pageParam === '' ? { state } : { state, after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 5_000,
    enabled: wanted,
  })
}

/** One voucher. While it can be used it is asked for again every few seconds: the shop uses it, not this phone. */
export function useVoucher(campaign: Ref<string>, turn: Ref<string>) {
  return useQuery({
    queryKey: computed(() => [...VOUCHERS, campaign.value, turn.value]),
    queryFn: () => send(api.GET('/api/me/benefit_vouchers/{campaign}/{turn}', { params: { path: { campaign: campaign.value, turn: Number(turn.value) } } })),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.state === 'held' ? 4_000 : false),
  })
}

/** Gives a voucher back that was not used. */
export function useGiveBack(campaign: Ref<string>, turn: Ref<string>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => send(api.POST('/api/me/benefit_vouchers/{campaign}/{turn}/give_back', { params: { path: { campaign: campaign.value, turn: Number(turn.value) } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['me'] }),
  })
}

/** The codes of a voucher for the next ten minutes. They are asked for anew long before they run out, so that a weak line does no harm. */
export function useVoucherCodes(campaign: Ref<string>, turn: Ref<string>) {
  return useQuery({
    queryKey: computed(() => [...VOUCHERS, campaign.value, turn.value, 'code']),
    queryFn: () => timed(() => send(api.GET('/api/me/benefit_vouchers/{campaign}/{turn}/code', { params: { path: { campaign: campaign.value, turn: Number(turn.value) } } }))),
    staleTime: 60_000,
    refetchInterval: 180_000,
    // Old codes are of no use to anybody, and whoever finds the phone later finds none.
    gcTime: 60_000,
  })
}

/** The code of a partner that a voucher is. */
export function usePartnerCode(campaign: Ref<string>, turn: Ref<string>) {
  return useQuery({
    queryKey: computed(() => [...VOUCHERS, campaign.value, turn.value, 'partner']),
    queryFn: () => send(api.GET('/api/me/benefit_vouchers/{campaign}/{turn}/partner_code', { params: { path: { campaign: campaign.value, turn: Number(turn.value) } } })),
    gcTime: 60_000,
  })
}

/** Shops that take the vouchers of a campaign, or all of them; nearest first where the phone says where it is. */
export function useShops(campaign: Ref<string>, near: Ref<string>, text: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['me', 'benefit_shops', campaign.value, near.value, text.value]),
    queryFn: () =>
      send(api.GET('/api/me/benefit_shops', { params: { query: { ...(campaign.value && { campaign: campaign.value }), ...(near.value && { near: near.value }), ...(text.value && { q: text.value }) } } })),
    placeholderData: (before) => before,
  })
}
