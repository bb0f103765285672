import { api, send } from '@niangjia/api'
import { useCommand } from '../../composables/use-command'

/** What is done about a secondment. */
export type SecondmentDeed = 'propose' | 'extend' | 'convert' | 'end'

/** What the dialog asks for; which of it is sent depends on the deed. */
export interface SecondmentWish {
  deed: SecondmentDeed
  id: string
  host: string
  day: string
  until: string
  reason: string
  evidence: string
}

/** Proposes, extends, converts or ends a secondment. */
export function useSecondment() {
  return useCommand({
    send: ({ deed, id, host, day, until, reason, evidence }: SecondmentWish, headers) => {
      const params = { path: { id } }
      if (deed === 'propose') return send(api.POST('/api/members/{id}/secondment', { params, body: { host_union_id: host, day, planned_to: until, reason, evidence_id: evidence || undefined }, headers }))
      if (deed === 'extend') return send(api.POST('/api/members/{id}/secondment/extend', { params, body: { planned_to: until, reason }, headers }))
      if (deed === 'convert') return send(api.POST('/api/members/{id}/secondment/convert', { params, body: { day, reason }, headers }))
      return send(api.POST('/api/members/{id}/secondment/end', { params, body: { last_day: until, reason }, headers }))
    },
    touches: [['member'], ['transfer'], ['home']],
    tell: false,
  })
}
