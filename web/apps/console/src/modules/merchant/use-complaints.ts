import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'

export type Complaint = Schema<'BenefitComplaint'>

export const COMPLAINT_KIND: Readonly<Record<Schema<'BenefitComplaintState'>, 'good' | 'wait' | 'bad' | 'quiet'>> = { open: 'wait', upheld: 'bad', dismissed: 'quiet', withdrawn: 'quiet' }

/** Complaints about a merchant, newest first. */
export function useComplaints(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant', 'complaints', id.value]), queryFn: () => send(api.GET('/api/benefit_merchants/{id}/complaints', { params: { path: { id: id.value } } })), staleTime: 0 })
}

/** The kind of case that a complaint about a merchant is. */
export const COMPLAINT = 'benefits.complaint'
export type ComplaintTaken = Schema<'BenefitComplaintTaken'>

/** Takes a complaint down for whoever telephones, comes or writes. */
export function useTakeComplaint() {
  return useCommand({
    send: ({ merchant, body }: { merchant: string; body: Schema<'BenefitComplaintForSomebody'> }, headers) => send(api.POST('/api/benefit_merchants/{id}/complaints', { params: { path: { id: merchant } }, body, headers })),
    touches: [['case'], ['merchant'], ['home'], ['notice']],
    tell: false,
  })
}
