import { formatCount, formatTime } from '@niangjia/ui'
import { t } from './locales/zh'
import type { Room } from './use-draws'

interface Fact {
  name: string
  label: string
  value: string
  wide?: boolean
  code?: boolean
}

/** What a room shows of a draw, in the order in which it came about. */
export function roomFacts(r: Room): Fact[] {
  const f = t.facts
  const some = (name: string, label: string, value: string | null | undefined, more: Partial<Fact> = {}): Fact[] => (value ? [{ name, label, value, ...more }] : [])
  const who = (name: string, at: number | null | undefined) => (name === '' ? '' : f.who(name, formatTime(at)))
  return [
    { name: 'union', label: f.union, value: r.union_name },
    { name: 'times', label: f.times, value: f.from(formatTime(r.opens_at), formatTime(r.closes_at)) },
    { name: 'prizes', label: f.prizes, value: r.prizes.map((prize) => f.prize(prize.title, formatCount(prize.count))).join('、'), wide: true },
    { name: 'source', label: f.source, value: r.source, wide: true },
    { name: 'commitment', label: f.commitment, value: r.commitment, wide: true, code: true },
    { name: 'committed', label: f.committed, value: formatTime(r.committed_at) },
    ...some('frozen', f.frozen, r.frozen_at ? formatTime(r.frozen_at) : ''),
    ...some('digest', f.digest, r.list_digest, { wide: true, code: true }),
    ...r.postponed.map((late) => ({ name: `later-${late.at}`, label: f.postponed, value: f.postponedOf(formatTime(late.at), late.reason, late.source), wide: true })),
    ...some('from_when', f.from_when, r.value_from ? formatTime(r.value_from) : ''),
    ...some('typed', f.typed, who(r.value_by_name, r.typed_at)),
    ...some('confirmed', f.confirmed, who(r.confirmed_by_name, r.confirmed_at)),
    ...some('value', f.value, r.value, { code: true }),
    ...some('drawn', f.drawn, r.drawn_at ? formatTime(r.drawn_at) : ''),
    ...some('secret', f.secret, r.secret, { wide: true, code: true }),
  ]
}
