import { api, newKey, send, upload, type Schema } from '@niangjia/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { AGAIN_SECONDS, useCodeWait } from './use-code-wait'

export type OwnRequest = Schema<'OwnRequest'>
export type CorrectableField = Schema<'CorrectableField'>
export type DeclarableFlag = Schema<'DeclarableFlag'>

/** Own requests, and what can be asked for. */
export function useOwnRequests() {
  return useQuery({ queryKey: ['me', 'requests'], queryFn: () => send(api.GET('/api/me/data_requests')), staleTime: 0 })
}

/** Takes an open request back. */
export function useWithdrawRequest() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (request_id: string) => send(api.POST('/api/me/data_requests/{request_id}/withdraw', { params: { path: { request_id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['me', 'requests'] }),
  })
}

/** Sends a photo or a PDF that shows what a correction asks for; its number. */
export async function sendEvidence(file: File): Promise<string> {
  const form = new FormData()
  form.append('file', file, file.name)
  return (await upload<Schema<'Made'>>('/api/me/evidence', form, () => undefined).done).id
}

/** Asks for a correction. The same wish sent again after a lost answer has one effect. */
export function useCorrection() {
  const queryClient = useQueryClient()
  let kept = { text: '', key: '' }
  return useMutation({
    mutationFn: (body: Schema<'CorrectionForm'>) => {
      const text = JSON.stringify(body)
      if (kept.text !== text) kept = { text, key: newKey() }
      return send(api.POST('/api/me/corrections', { body, headers: { 'Idempotency-Key': kept.key } }))
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me', 'requests'] }),
  })
}

/** Declares a flag. The same declaration sent again after a lost answer has one effect. */
export function useDeclaration() {
  const queryClient = useQueryClient()
  let kept = { text: '', key: '' }
  return useMutation({
    mutationFn: (body: Schema<'FlagDeclaration'>) => {
      const text = JSON.stringify(body)
      if (kept.text !== text) kept = { text, key: newKey() }
      return send(api.POST('/api/me/flags', { body, headers: { 'Idempotency-Key': kept.key } }))
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me', 'requests'] }),
  })
}

/** Asks for erasure: a fresh code to the own phone, and with it the request. */
export function useErasure() {
  const { problem, busy, wait, count, guarded } = useCodeWait()
  const queryClient = useQueryClient()
  const sent = ref<Schema<'CodeAnswer'>>()
  return {
    problem,
    busy,
    wait,
    sent,
    askCode: () =>
      guarded(async () => {
        sent.value = await send(api.POST('/api/me/erasures/code'))
        count(AGAIN_SECONDS)
      }),
    ask: (code: string, reason: string) =>
      guarded(async () => {
        await send(api.POST('/api/me/erasures', { body: { code: code.trim(), reason: reason.trim() } }))
        sent.value = undefined
        await queryClient.invalidateQueries({ queryKey: ['me', 'requests'] })
      }),
  }
}
