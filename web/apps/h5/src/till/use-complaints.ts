import { api, send } from '@niangjia/api'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/vue-query'

const COMPLAINTS = ['till', 'complaints'] as const

/** Complaints that the own merchant was asked about, newest first. */
export function useComplaints() {
  return useInfiniteQuery({
    queryKey: COMPLAINTS,
    queryFn: ({ pageParam }) => send(api.GET('/api/till/complaints', { params: { query: pageParam === '' ? {} : { after: pageParam } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    staleTime: 30_000,
  })
}

/** Answers one of them. */
export function useAnswerComplaint() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, text }: { id: string; text: string }) => send(api.POST('/api/till/complaints/{id}/answer', { params: { path: { id } }, body: { text } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: COMPLAINTS }),
  })
}
