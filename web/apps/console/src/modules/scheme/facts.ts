import { formatFen } from '@niangjia/ui'
import { t } from './locales/zh'
import type { Item, Scheme, Words } from './use-schemes'

/** One statement of a scheme in words. */
export interface Fact {
  label: string
  value: string
}
/** The general part of a scheme, or one of its items, in words. */
export interface Part {
  key: string
  title: string
  facts: Fact[]
}
/** What differs in one part. */
export interface Difference {
  kind: 'added' | 'removed' | 'changed'
  text: string
  lines: string[]
}

type Named = readonly { code: string; title: string }[]
const f = t.fact
const yes = (value: boolean | undefined) => (value === true ? t.yes : t.no)
const names = (codes: readonly string[] | undefined, words: Named) => (codes ?? []).map((code) => words.find((one) => one.code === code)?.title ?? code).join(t.join)
const money = (fen: number | null | undefined) => (fen == null ? '' : t.yuan(formatFen(fen)))

function general(scheme: Scheme): Part {
  const entry = scheme.entry
  const [least, most] = [entry?.min_age ?? 0, entry?.max_age ?? undefined]
  return {
    key: 'general',
    title: f.general,
    facts: [
      { label: f.title, value: scheme.title },
      { label: f.cover, value: t.days(scheme.cover_from, scheme.cover_to) },
      { label: f.classes, value: scheme.classes.map((one) => one.title).join(t.join) },
      { label: f.totalCap, value: money(scheme.total_cap_fen) },
      { label: f.retired, value: yes(entry?.retired) },
      { label: f.age, value: least === 0 && most === undefined ? f.noAge : f.ages(String(least), most === undefined ? f.noAge : String(most)) },
      { label: f.late, value: yes(entry?.late) },
      { label: f.refund, value: yes(entry?.refund) },
      { label: f.note, value: scheme.note ?? '' },
    ],
  }
}
function ofItem(scheme: Scheme, item: Item, words: Words): Part {
  const { rule } = item
  const classOf = (code: string) => scheme.classes.find((one) => one.code === code)?.title ?? code
  const premiums = (item.premiums ?? []).map((one) => f.premium(classOf(one.class), formatFen(one.amount_fen), f.parts(formatFen(one.employer_fen ?? 0), formatFen(one.union_fen ?? 0), formatFen(one.person_fen ?? 0))))
  const gift = item.gift ? (Object.keys(f.gifts) as (keyof typeof f.gifts)[]).filter((name) => item.gift?.[name]).map((name) => f.gifts[name]) : []
  const tiers = (rule.tiers ?? []).map((tier) => (tier.to_fen == null ? f.tierUp(formatFen(tier.from_fen), String(tier.rate_bp / 100)) : f.tier(formatFen(tier.from_fen), formatFen(tier.to_fen), String(tier.rate_bp / 100))))
  const facts: Fact[] = [
    { label: f.itemTitle, value: item.title },
    { label: f.premiums, value: premiums.join('\n') },
    { label: f.gift, value: gift.join(t.join) },
    { label: f.shares, value: String(item.max_shares ?? 1) },
    { label: f.wait, value: f.waits(item.wait_days_new ?? 0, item.wait_days_renewal ?? 0) },
    { label: f.requires, value: names(item.requires, words.items) },
    { label: f.basis, value: names([rule.basis], words.bases) },
    { label: f.deductible, value: (rule.deductible_fen ?? 0) > 0 ? `${f.per[rule.deductible_per ?? 'event']} ${money(rule.deductible_fen)}` : t.none },
    { label: f.tiers, value: tiers.join('\n') },
    { label: f.steps, value: (rule.steps ?? []).map((step) => f.step(formatFen(step.from_fen), formatFen(step.pay_fen))).join('\n') },
    { label: f.lump, value: (rule.lump_fen ?? 0) > 0 ? money(rule.lump_fen) : '' },
    { label: f.eventCap, value: money(rule.event_cap_fen) },
    { label: f.yearCap, value: money(rule.year_cap_fen) },
    { label: f.times, value: rule.year_times == null ? '' : f.timesOf(rule.year_times) },
    { label: f.multiplier, value: yes(rule.share_multiplier) },
    { label: f.cost, value: yes(rule.not_above_cost) },
    { label: f.deadline, value: rule.claim_days != null ? f.daysOf(rule.claim_days) : rule.claim_months != null ? f.monthsOf(rule.claim_months) : '' },
    { label: f.designated, value: yes(rule.designated_only) },
    { label: f.excluded, value: names(rule.excluded, words.causes) },
    { label: f.illnesses, value: (rule.illnesses ?? []).join(t.join) },
    { label: f.papers, value: names(item.papers, words.papers) },
  ]
  return { key: item.kind, title: item.title, facts }
}

/** A scheme in words: the general part, then every item. Facts that say nothing have an empty value. */
export function partsOf(scheme: Scheme, words: Words): Part[] {
  return [general(scheme), ...scheme.items.map((item) => ofItem(scheme, item, words))]
}

/** What a version changes against another one, in words. */
export function differences(before: Scheme, now: Scheme, words: Words): Difference[] {
  const [old, fresh] = [partsOf(before, words), partsOf(now, words)]
  const said = (value: string) => value || t.none
  const gone = old.filter((part) => !fresh.some((one) => one.key === part.key)).map((part) => ({ kind: 'removed' as const, text: t.diff.removed(part.title), lines: [] }))
  const changed = fresh.flatMap((part): Difference[] => {
    const was = old.find((one) => one.key === part.key)
    if (!was) return [{ kind: 'added', text: t.diff.added(part.title), lines: part.facts.filter((fact) => fact.value !== '').map((fact) => `${fact.label}\uff1a${fact.value}`) }]
    const lines = part.facts.flatMap((fact, n) => (was.facts[n]?.value === fact.value ? [] : [t.diff.line(fact.label, said(was.facts[n]?.value ?? ''), said(fact.value))]))
    return lines.length > 0 ? [{ kind: 'changed', text: t.diff.changed(was.title), lines }] : []
  })
  return [...gone, ...changed]
}
