import { api, newKey, send, type Schema } from '@niangjia/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { again } from './again'
import { timed } from './server-time'

export type OwnMemberCard = Schema<'BenefitOwnCard'>
export type OwnCardDeed = 'lose' | 'find' | 'cancel'

const KEY = ['me', 'member_cards'] as const

/** The own cards, the newest first. */
export function useMemberCards() {
  return useQuery({ queryKey: KEY, queryFn: () => send(api.GET('/api/me/benefit_cards')), staleTime: 0 })
}

/** Asks for a card; sent once however often the line breaks. */
export function useApplyForCard() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => {
      const headers = { 'Idempotency-Key': newKey() }
      return again(() => send(api.POST('/api/me/benefit_cards', { headers })))
    },
    onSuccess: (cards) => client.setQueryData(KEY, cards),
  })
}

/** Reports a card lost or found, or takes an application back. */
export function useOwnCardStep() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, deed }: { id: string; deed: OwnCardDeed }) => send(api.POST('/api/me/benefit_cards/{id}/step', { params: { path: { id } }, body: { deed } })),
    onSuccess: (cards) => client.setQueryData(KEY, cards),
    onError: () => client.invalidateQueries({ queryKey: KEY }),
  })
}

/** The own code for the next ten minutes. It is asked for anew long before it runs out, so that a weak line does no harm. */
export function useMemberCode() {
  return useQuery({
    queryKey: ['me', 'member_code'],
    queryFn: () => timed(() => send(api.GET('/api/me/member_code'))),
    staleTime: 60_000,
    refetchInterval: 180_000,
    // Old codes are of no use to anybody, and whoever finds the phone later finds none.
    gcTime: 60_000,
  })
}
