import { api, newKey, send, type Schema } from '@niangjia/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'

export type OwnReception = Schema<'OwnReceptionDay'>

/** Reception days that one may come to, and those that one signed up for. */
export function useMyReceptions() {
  return useQuery({ queryKey: ['me', 'receptions'], queryFn: () => send(api.GET('/api/me/receptions')), staleTime: 0 })
}

/** The rooms of the own union. */
export function useMyRooms() {
  return useQuery({ queryKey: ['me', 'rooms'], queryFn: () => send(api.GET('/api/me/rooms')) })
}

/** Signs up; pressing again after a lost connection has one effect. */
export function useSignUp() {
  const queryClient = useQueryClient()
  const keys = new Map<string, string>()
  return useMutation({
    mutationFn: ({ id, topic }: { id: string; topic: string }) => {
      const of = `${id}\n${topic}`
      const key = keys.get(of) ?? newKey()
      keys.set(of, key)
      return send(api.POST('/api/me/receptions/{id}/sign_up', { params: { path: { id } }, body: { topic }, headers: { 'Idempotency-Key': key } }))
    },
    onSuccess: (_, { id, topic }) => keys.delete(`${id}\n${topic}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['me', 'receptions'] }),
  })
}

/** Gives the own sign-up up. */
export function useCancelSignUp() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => send(api.POST('/api/me/receptions/{id}/cancel', { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['me', 'receptions'] }),
  })
}
