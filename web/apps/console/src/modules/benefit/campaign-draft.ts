import type { Schema } from '@niangjia/api'
import { addDays, dayOf, formatTime } from '@niangjia/ui'
import { minutesOf } from '../../composables/minutes'
import { conditionFault, type Condition } from './conditions'
import { e } from './locales/edit'
import { g } from './locales/goods'

export type Kind = Schema<'BenefitKind'>
export type Terms = Schema<'BenefitTerms'>
export type Prize = Schema<'BenefitPrize'>
/** Bounds that the server keeps too: most vouchers, most tickets, most vouchers of a queue, most 分 of one, longest time from opening to closing. */
export const STOCK = 5_000_000
export const TICKETS = 1_000_000
export const QUEUE = 100_000
const WORTH = 5_000_000
const LONGEST_MS = 366 * 86_400_000
export const KINDS = Object.keys(e.kinds) as Kind[]

/** A campaign as it is being written: days and times as text, amounts in 分, null where nothing stands yet. */
export interface Draft {
  union: string
  kind: Kind
  title: string
  rules: string
  offer: string
  worth: number | null
  pays: number | null
  least: number | null
  most: number | null
  /** Whether vouchers hold for days, or until a day. */
  valid: 'days' | 'until'
  days: number | null
  until: string
  merchants: string[]
  openDay: string
  openTime: string
  closeDay: string
  closeTime: string
  per: Schema<'BenefitSpan'>
  times: number | null
  stock: number | null
  who: Condition[]
  prizes: Prize[]
  reserves: number | null
  source: string
  /** The quiz that must be passed first, and the points that are enough; empty where none must. */
  quiz: string
  pass: number | null
  /** With which vouchers one goes together, and how many of the campaign at once. */
  together: Schema<'BenefitTogether'>
  atOnce: number | null
  /** How goods get to people, and where they are fetched. */
  way: 'none' | 'sent' | 'fetched'
  points: Schema<'BenefitPickupPoint'>[]
  /** Until when people sign up for a queue. */
  signDay: string
  signTime: string
  /** How many are given on a day at most; null where that is not limited. */
  daily: number | null
}

/** Whether people sign up and a draw decides among them. */
export const draws = (kind: Kind): boolean => kind === 'draw' || kind === 'queue'
/** Whether people press for it, so that so many a day may be the most. */
export const isPressed = (kind: Kind): boolean => !draws(kind) && kind !== 'gift'
/** How many there may be. */
export const mostOf = (kind: Kind): number => (kind === 'instant' ? TICKETS : kind === 'queue' ? QUEUE : STOCK)
/** Whether a campaign of a kind can have goods. */
export const hasGoods = (kind: Kind): boolean => kind !== 'red_packet' && kind !== 'codes'
/** Whether what one gets is one of several prizes. */
export const hasPrizes = (kind: Kind): boolean => kind === 'draw' || kind === 'instant'
const prizeCount = (prizes: readonly Prize[]) => prizes.reduce((all, one) => all + one.count, 0)

/** A new campaign: it opens in a week at ten and runs for a week. */
export function blankDraft(union: string, today: string): Draft {
  return {
    union,
    kind: 'coupon',
    title: '',
    rules: '',
    offer: '',
    worth: null,
    pays: 0,
    least: null,
    most: null,
    valid: 'days',
    days: 30,
    until: '',
    merchants: [],
    openDay: addDays(today, 7),
    openTime: '10:00',
    closeDay: addDays(today, 14),
    closeTime: '18:00',
    per: 'campaign',
    times: 1,
    stock: null,
    who: [],
    prizes: [],
    reserves: 0,
    source: '',
    quiz: '',
    pass: null,
    together: 'free',
    atOnce: 2,
    way: 'none',
    points: [],
    signDay: '',
    signTime: '18:00',
    daily: null,
  }
}
/** A draft as it was kept in this browser; what it does not say, or says in words of another version, is as in the blank one. */
export function readDraft(text: string | undefined, blank: Draft): Draft {
  try {
    const kept: unknown = JSON.parse(text ?? '')
    const same = (name: string, value: unknown) => name in blank && (value === null || typeof value === typeof blank[name as keyof Draft] || blank[name as keyof Draft] === null)
    return typeof kept === 'object' && kept !== null ? { ...blank, ...Object.fromEntries(Object.entries(kept).filter(([name, value]) => same(name, value))) } : { ...blank }
  } catch {
    return { ...blank }
  }
}
/** The draft of a campaign that is there. */
export function draftOf(of: { union: string; kind: Kind; title: string; opens: number; closes: number; stock: number; terms: Terms }): Draft {
  const { terms } = of
  return {
    union: of.union,
    kind: of.kind,
    title: of.title,
    rules: terms.rules,
    offer: terms.offer.title,
    worth: terms.offer.worth,
    pays: terms.offer.pays,
    least: terms.amounts?.least ?? null,
    most: terms.amounts?.most ?? null,
    valid: terms.offer.until ? 'until' : 'days',
    days: terms.offer.days > 0 ? terms.offer.days : null,
    until: terms.offer.until ?? '',
    merchants: [...terms.offer.merchants],
    openDay: dayOf(of.opens),
    openTime: formatTime(of.opens).slice(11),
    closeDay: dayOf(of.closes),
    closeTime: formatTime(of.closes).slice(11),
    per: terms.limit.per,
    times: terms.limit.most,
    stock: of.stock,
    who: terms.who.map((one) => ({ ...one })),
    prizes: terms.prizes.map((one) => ({ ...one })),
    reserves: terms.reserves,
    source: terms.source,
    quiz: terms.quiz?.quiz_id ?? '',
    pass: terms.quiz?.score ?? null,
    together: terms.stacking?.with ?? 'free',
    atOnce: terms.stacking?.most || 2,
    way: !terms.delivery ? 'none' : terms.delivery.points.length === 0 ? 'sent' : 'fetched',
    points: (terms.delivery?.points ?? []).map((one) => ({ ...one })),
    signDay: terms.sign_up_until ? dayOf(terms.sign_up_until) : '',
    signTime: terms.sign_up_until ? formatTime(terms.sign_up_until).slice(11) : '18:00',
    daily: terms.daily ?? null,
  }
}

/** The instant of a day and a time of China, which has one time zone and no summer time; undefined where either is none. */
export function instantOf(day: string, time: string): number | undefined {
  const minutes = minutesOf(time)
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN
  return minutes === undefined || Number.isNaN(start) ? undefined : start + minutes * 60_000
}
/** How many there are to be had: of a draw, what its prizes add up to; of tickets that win at once, all tickets. */
export function stockOf(draft: Pick<Draft, 'kind' | 'stock' | 'prizes'>): number {
  return draft.kind === 'draw' ? prizeCount(draft.prizes) : (draft.stock ?? 0)
}
/** 分 of the budget that are reserved for all of it. */
export function envelopeOf(draft: Pick<Draft, 'kind' | 'stock' | 'prizes' | 'worth'>): number {
  return hasPrizes(draft.kind) ? draft.prizes.reduce((all, one) => all + one.count * one.worth, 0) : (draft.stock ?? 0) * (draft.worth ?? 0)
}

/** What is not yet as it must be, each with the place of its field. */
export function faultsOf(draft: Draft): { pointer: string; code: string; sentence: string }[] {
  const found: { pointer: string; code: string; sentence: string }[] = []
  const need = (good: boolean, pointer: string, sentence: string) => {
    if (!good) found.push({ pointer, code: '', sentence })
  }
  const long = (text: string) => [...text.trim()].length
  const whole = (n: number | null, from: number, to: number) => n !== null && Number.isInteger(n) && n >= from && n <= to
  const [opens, closes] = [instantOf(draft.openDay, draft.openTime), instantOf(draft.closeDay, draft.closeTime)]
  const isDraw = draft.kind === 'draw'
  need(draft.union !== '', '/union_id', e.fault.union)
  need(long(draft.title) >= 2 && long(draft.title) <= 30, '/title', e.fault.name)
  need(long(draft.offer) >= 1 && long(draft.offer) <= 30, '/terms/offer/title', e.fault.offer)
  if (draft.kind === 'red_packet') {
    const { least, most, worth } = draft
    need(least !== null && most !== null && worth !== null && least > 0 && least <= worth && worth <= most && most <= WORTH, '/terms/amounts', e.fault.amounts)
  } else need(hasPrizes(draft.kind) || (draft.worth !== null && draft.worth <= WORTH), '/terms/offer/worth', e.fault.worth)
  if (draft.valid === 'days') need(whole(draft.days, 1, 366), '/terms/offer/days', e.fault.days)
  else need(draft.until !== '' && draft.until >= draft.closeDay, '/terms/offer/until', e.fault.until)
  need(opens !== undefined, '/opens_at', e.fault.opens)
  need(closes !== undefined && closes > (opens ?? 0) && closes - (opens ?? 0) <= LONGEST_MS, '/closes_at', e.fault.closes)
  for (const [n, one] of draft.who.entries()) need(!conditionFault(one), `/terms/who/${n}`, e.fault.condition(e.conditions[one.kind]))
  need(draft.together !== 'own' || whole(draft.atOnce, 2, 10), '/terms/stacking', g.fault.most)
  if (hasGoods(draft.kind) && draft.way !== 'none') {
    need(draft.merchants.length === 1, '/terms/offer/merchants', g.fault.merchant)
    need(draft.way === 'fetched' || (draft.pays ?? 0) === 0, '/terms/offer/pays', g.fault.pays)
    need(draft.way === 'sent' || (draft.points.length > 0 && draft.points.every((one) => long(one.name) >= 2 && long(one.address) >= 2)), '/terms/delivery/points', g.fault.points)
  }
  if (draft.kind === 'quiz' || draft.quiz !== '') {
    need(draft.quiz !== '', '/terms/quiz/quiz_id', e.fault.quiz)
    need(whole(draft.pass, 1, Number.MAX_SAFE_INTEGER), '/terms/quiz/score', e.fault.pass)
  }
  if (hasPrizes(draft.kind)) need(draft.prizes.length > 0 && draft.prizes.every((one) => long(one.title) >= 1 && whole(one.count, 1, 100_000)), '/terms/prizes', e.fault.prizes)
  if (isDraw) {
    need(whole(draft.reserves, 0, 1_000), '/terms/reserves', e.fault.reserves)
  } else {
    need(!isPressed(draft.kind) || whole(draft.times, 1, 10), '/terms/limit', e.fault.limit)
    need(draft.kind === 'codes' || whole(draft.stock, 1, mostOf(draft.kind)), '/stock', e.fault.stock(mostOf(draft.kind)))
    need(draft.kind !== 'codes' || draft.merchants.length === 1, '/terms/offer/merchants', e.fault.partner)
    need(draft.kind !== 'gift' || draft.who.length > 0, '/terms/who', e.fault.giftWho)
    need(!isPressed(draft.kind) || draft.daily === null || whole(draft.daily, 1, STOCK), '/terms/daily', e.fault.daily)
    if (draft.kind === 'instant') need(prizeCount(draft.prizes) <= (draft.stock ?? 0), '/terms/prizes', e.fault.prizesMany)
  }
  if (draws(draft.kind)) need(long(draft.source) >= 6 && long(draft.source) <= 100, '/terms/source', e.fault.source)
  if (draft.kind === 'queue') {
    const until = instantOf(draft.signDay, draft.signTime)
    need(until !== undefined && until - (opens ?? 0) >= 60_000 && until < (closes ?? 0), '/terms/sign_up_until', e.fault.signUp)
  }
  return found
}

/** The campaign as the server reads it. */
export function bodyOf(draft: Draft): Schema<'BenefitCampaignDraft'> {
  const isDraw = draft.kind === 'draw'
  const opens = instantOf(draft.openDay, draft.openTime) ?? 0
  return {
    kind: draft.kind,
    title: draft.title.trim(),
    opens_at: opens,
    closes_at: instantOf(draft.closeDay, draft.closeTime) ?? 0,
    stock: stockOf(draft),
    terms: {
      rules: draft.rules.trim(),
      offer: {
        title: draft.offer.trim(),
        worth: hasPrizes(draft.kind) ? 0 : (draft.worth ?? 0),
        pays: draft.kind === 'red_packet' ? 0 : (draft.pays ?? 0),
        days: draft.valid === 'days' ? (draft.days ?? 0) : 0,
        until: draft.valid === 'until' && draft.until !== '' ? draft.until : null,
        merchants: [...draft.merchants],
      },
      limit: !isPressed(draft.kind) ? { per: 'campaign', most: 1 } : { per: draft.per, most: draft.times ?? 1 },
      who: draft.who.map((one) => ({ ...one })),
      amounts: draft.kind === 'red_packet' ? { least: draft.least ?? 0, most: draft.most ?? 0 } : null,
      prizes: hasPrizes(draft.kind) ? draft.prizes.map((one) => ({ ...one, title: one.title.trim() })) : [],
      reserves: isDraw ? (draft.reserves ?? 0) : 0,
      source: draws(draft.kind) ? draft.source.trim() : '',
      stacking: { with: draft.together, most: draft.together === 'own' ? (draft.atOnce ?? 0) : 0 },
      delivery: hasGoods(draft.kind) && draft.way !== 'none' ? { points: draft.way === 'fetched' ? draft.points.map((one) => ({ name: one.name.trim(), address: one.address.trim(), hours: one.hours.trim() })) : [] } : null,
      sign_up_until: draft.kind === 'queue' ? (instantOf(draft.signDay, draft.signTime) ?? 0) : null,
      daily: isPressed(draft.kind) ? draft.daily : null,
      quiz: draft.quiz === '' || draft.kind === 'gift' ? null : { quiz_id: draft.quiz, score: draft.pass ?? 0 },
    },
  }
}
