import type { Schema } from '@niangjia/api'

/** An answer to one objection of a merchant as it is being written. */
export interface Draft {
  keep: '' | 'yes' | 'no'
  answer: string
}

/** The answers ready to be sent, in the order of the objections; undefined while one is missing. */
export function answersOf<Dispute extends Pick<Schema<'BenefitDispute'>, 'redemption_id'>>(disputes: readonly Dispute[], drafts: readonly Draft[]) {
  const found = disputes.map((one, n) => ({ redemption_id: one.redemption_id, keep: drafts[n]?.keep === 'yes', answer: (drafts[n]?.answer ?? '').trim() }))
  const whole = disputes.every((_, n) => drafts[n]?.keep !== '' && drafts[n] !== undefined && [...(found[n]?.answer ?? '')].length >= 2)
  return whole ? found : undefined
}
