import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'

export type Complaint = Schema<'BenefitComplaint'>

export const COMPLAINT_KIND: Readonly<Record<Schema<'BenefitComplaintState'>, 'good' | 'wait' | 'bad' | 'quiet'>> = { open: 'wait', upheld: 'bad', dismissed: 'quiet', withdrawn: 'quiet' }

/** Complaints about a merchant, newest first. */
export function useComplaints(id: Ref<string>) {
  return useQuery({ queryKey: computed(() => ['merchant', 'complaints', id.value]), queryFn: () => send(api.GET('/api/benefit_merchants/{id}/complaints', { params: { path: { id: id.value } } })), staleTime: 0 })
}
