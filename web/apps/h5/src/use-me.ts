import { api, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'

export type Notice = Schema<'Notice'>

/** The member's card. The code on it ages, so the page asks again when its time is over. */
export function useMyCard() {
  return useQuery({ queryKey: ['me', 'card'], queryFn: () => send(api.GET('/api/me/card')), staleTime: 0 })
}

/** What the register holds about the member, masked. */
export function useMyProfile() {
  return useQuery({ queryKey: ['me', 'profile'], queryFn: () => send(api.GET('/api/me/profile')) })
}

/** The move that is proposed for the own membership; `null` if there is none. */
export function useMyTransfer() {
  return useQuery({ queryKey: ['me', 'transfer'], queryFn: () => send(api.GET('/api/me/transfer')) })
}

/** Agrees to that move, or refuses it. */
export function useAnswerTransfer() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (agree: boolean) => send(api.POST('/api/me/transfer/answer', { body: { agree } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['me'] }),
  })
}

/** Who of the staff looked at the own record in the last year. */
export function useMyViews() {
  return useQuery({ queryKey: ['me', 'views'], queryFn: () => send(api.GET('/api/me/views')) })
}

/** What one has consented to. */
export function useMyConsents() {
  return useQuery({ queryKey: ['me', 'consents'], queryFn: () => send(api.GET('/api/me/consents')) })
}

/** Withdraws an own consent. */
export function useWithdrawConsent() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (consent_id: string) => send(api.POST('/api/me/consents/{consent_id}/withdraw', { params: { path: { consent_id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me'] }),
  })
}

/** Whether near relatives may exercise the rights over the own data after death. */
export function useRelativesChoice() {
  return useQuery({ queryKey: ['me', 'relatives'], queryFn: () => send(api.GET('/api/me/relatives_choice')) })
}

/** Arranges that anew. */
export function useChooseForRelatives() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (allowed: boolean) => send(api.PUT('/api/me/relatives_choice', { body: { allowed } })),
    onSuccess: (made) => queryClient.setQueryData(['me', 'relatives'], made),
  })
}

/** The member's messages, newest first, page after page. */
export function useMyNotices() {
  return useInfiniteQuery({
    queryKey: ['me', 'notices'],
    queryFn: ({ pageParam }) => send(api.GET('/api/me/notices', { params: { query: pageParam === '' ? {} : { after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
}

/** Marks a message as read. */
export function useReadNotice() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => send(api.POST('/api/me/notices/{id}/read', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me', 'notices'] }),
  })
}

/** The own certificates of membership, newest first. */
export function useMyCertificates() {
  return useQuery({ queryKey: ['me', 'certificates'], queryFn: () => send(api.GET('/api/me/certificates')), staleTime: 0 })
}

/** What a paper says: asked by whoever holds it, signed in or not. */
export function useVerify() {
  return useMutation({ mutationFn: (body: { number: string; code: string }) => send(api.POST('/api/certificates/verify', { body })) })
}

export type OwnDuty = Schema<'OwnDuty'>

/** The own duties of the last month and to come. */
export function useMyDuties() {
  return useQuery({ queryKey: ['me', 'duties'], queryFn: () => send(api.GET('/api/me/duties')) })
}

/** Signs in to a duty. */
export function useDutySignIn() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => send(api.POST('/api/me/duties/{id}/sign_in', { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['me', 'duties'] }),
  })
}

/** Says how many came to a duty. */
export function useDutyFinish() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, visitors, note }: { id: string; visitors: number; note: string }) => send(api.POST('/api/me/duties/{id}/finish', { params: { path: { id } }, body: { visitors, note } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me', 'duties'] }),
  })
}

/** Says that the own record was looked at and is right. */
export function useConfirmProfile() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => send(api.POST('/api/me/profile/confirm')),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me', 'profile'] }),
  })
}
