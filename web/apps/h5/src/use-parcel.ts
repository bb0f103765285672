import { api, send, type Schema } from '@niangjia/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

export type Parcel = Schema<'BenefitOwnParcel'>

const keyOf = (campaign: string, turn: string) => ['me', 'benefit_parcel', campaign, turn] as const
const at = (campaign: Ref<string>, turn: Ref<string>) => ({ path: { campaign: campaign.value, turn: Number(turn.value) } })

/** The goods of an own voucher. */
export function useParcel(campaign: Ref<string>, turn: Ref<string>) {
  return useQuery({
    queryKey: computed(() => keyOf(campaign.value, turn.value)),
    queryFn: () => send(api.GET('/api/me/benefit_vouchers/{campaign}/{turn}/parcel', { params: at(campaign, turn) })),
    staleTime: 0,
  })
}
/** Says where they are wanted, or that they arrived. */
export function useParcelSteps(campaign: Ref<string>, turn: Ref<string>) {
  const queryClient = useQueryClient()
  const onSuccess = (now: Parcel) => {
    queryClient.setQueryData(keyOf(campaign.value, turn.value), now)
    return queryClient.invalidateQueries({ queryKey: ['me', 'benefit_vouchers'] })
  }
  return {
    tell: useMutation({ mutationFn: (body: Schema<'BenefitParcelTold'>) => send(api.POST('/api/me/benefit_vouchers/{campaign}/{turn}/parcel', { params: at(campaign, turn), body })), onSuccess }),
    receive: useMutation({ mutationFn: () => send(api.POST('/api/me/benefit_vouchers/{campaign}/{turn}/parcel/receive', { params: at(campaign, turn) })), onSuccess }),
  }
}
