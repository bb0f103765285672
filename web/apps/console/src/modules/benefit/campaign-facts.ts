import { formatCount, formatDay, formatFen, formatTime } from '@niangjia/ui'
import { draws, hasPrizes, isPressed } from './campaign-draft'
import { g } from './locales/goods'
import { p } from './locales/phone'
import { t } from './locales/zh'
import type { CampaignDetail } from './use-campaigns'

interface Fact {
  name: string
  label: string
  value: string
  wide?: boolean
  code?: boolean
}

/** What a campaign promises, as a record card. */
export function campaignFacts(of: CampaignDetail): Fact[] {
  const { offer, limit, amounts, prizes, reserves, source, rules } = of.terms
  const money = amounts
    ? [{ name: 'amounts', label: t.col.amounts, value: amounts.least === amounts.most ? formatFen(amounts.least) : `${formatFen(amounts.least)} – ${formatFen(amounts.most)}`, code: true }]
    : hasPrizes(of.kind)
      ? []
      : [
          { name: 'worth', label: t.col.worth, value: formatFen(offer.worth), code: true },
          { name: 'pays', label: t.col.pays, value: formatFen(offer.pays), code: true },
        ]
  return [
    { name: 'union', label: t.col.union, value: of.union_name },
    { name: 'number', label: t.col.number, value: of.number, code: true },
    { name: 'span', label: t.col.span, value: p.span(formatTime(of.opens_at), formatTime(of.closes_at)), wide: true },
    ...(of.terms.sign_up_until ? [{ name: 'sign-up', label: t.col.signUp, value: formatTime(of.terms.sign_up_until), code: true }] : []),
    { name: 'offer', label: t.col.offer, value: offer.title },
    ...money,
    ...(isPressed(of.kind) ? [{ name: 'limit', label: t.col.limit, value: p.limit[limit.per](limit.most) }] : []),
    ...(of.terms.daily ? [{ name: 'daily', label: t.col.daily, value: formatCount(of.terms.daily), code: true }] : []),
    { name: 'valid', label: t.col.valid, value: offer.until ? p.until(formatDay(offer.until)) : p.days(offer.days) },
    { name: 'who', label: t.col.who, value: of.who_text.join(p.and), wide: true },
    { name: 'where', label: t.col.where, value: of.merchants.length === 0 ? p.everywhere : of.merchants.map((one) => one.name).join(p.join), wide: true },
    ...(of.terms.stacking ? [{ name: 'stacking', label: g.stacking[0], value: of.terms.stacking.with === 'own' ? g.says.own(of.terms.stacking.most) : g.says[of.terms.stacking.with], wide: true }] : []),
    ...(of.terms.delivery
      ? [{ name: 'delivery', label: g.delivery[0], value: of.terms.delivery.points.length === 0 ? g.waySays.sent : g.waySays.fetched(of.terms.delivery.points.map((one) => one.name).join(g.join)), wide: true }]
      : []),
    ...(of.quiz ? [{ name: 'quiz', label: t.col.quiz, value: t.quiz(of.quiz.title, formatCount(of.quiz.pass), formatCount(of.quiz.full)), wide: true }] : []),
    ...(hasPrizes(of.kind) ? [{ name: 'prizes', label: t.col.prizes, value: prizes.map((one) => p.prize(one.title, formatCount(one.count))).join(p.and), wide: true }] : []),
    ...(of.kind === 'draw' ? [{ name: 'reserves', label: t.col.reserves, value: formatCount(reserves), code: true }] : []),
    ...(draws(of.kind) ? [{ name: 'source', label: t.col.source, value: source, wide: true }] : []),
    ...(of.promise
      ? [
          { name: 'promise', label: t.col.promise, value: of.promise.commitment, wide: true, code: true },
          { name: 'revealed', label: t.col.revealed, value: of.promise.revealed_at ? formatTime(of.promise.revealed_at) : '' },
        ]
      : []),
    { name: 'rules', label: t.col.rules, value: rules, wide: true },
    { name: 'made', label: t.col.made, value: `${of.made_by_name} ${formatTime(of.created_at)}` },
    { name: 'decided', label: t.col.decided, value: of.decided_at ? `${of.decided_by_name} ${formatTime(of.decided_at)}` : '' },
    ...(of.reason ? [{ name: 'reason', label: t.col.reason, value: of.reason, wide: true }] : []),
  ]
}
