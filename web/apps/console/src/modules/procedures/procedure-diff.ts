import { e } from './locales/editor'
import { t } from './locales/zh'
import { editable, type Field, type Move, type Procedure, type Step, type Track } from './procedure-edit'
import { limitText, rolesText, shortClock } from './procedure-words'

/** One difference between two versions, in words. */
export interface Difference {
  kind: 'added' | 'removed' | 'changed' | 'order'
  text: string
  /** What changed within it. */
  lines: string[]
}
type What = keyof typeof t.diff.what
/** A property in words. */
type Facts = Record<string, string>

const yes = (value: boolean | undefined) => (value ? t.yes : t.no)
const join = (list: readonly string[] | undefined) => (list ?? []).join('\u3001')
const titleIn = (list: readonly { code: string; title: string }[], code: string) => list.find((one) => one.code === code)?.title ?? code

function headFacts(p: Required<Procedure>): Facts {
  const h = e.head
  return {
    [h.title[0]]: p.title,
    [h.help[0]]: p.help,
    [h.by_member[0]]: yes(p.by_member),
    [h.confidential[0]]: yes(p.confidential),
    [h.anonymous[0]]: yes(p.anonymous),
    [h.nameless[0]]: yes(p.nameless),
    [h.body_most[0]]: String(p.body_most),
    [h.transfer_letters[0]]: join(p.transfer_letters),
    [h.climb_days[0]]: String(p.climb_days),
    [h.rate_days[0]]: String(p.rate_days),
    [h.dissatisfied[0]]: join(p.dissatisfied.map((code) => titleIn(p.moves, code))),
  }
}
function fieldFacts(_p: Required<Procedure>, f: Field): Facts {
  const options = (f.options ?? []).map((option) => (option.restricted ? `${option.label}\uff08${e.field.restricted}\uff09` : option.label))
  return { [e.field.title[0]]: f.title, [e.field.kind[0]]: e.kinds[f.kind], [e.field.help[0]]: f.help ?? '', [e.field.at_intake[0]]: yes(f.at_intake), [e.field.required[0]]: yes(f.required), [e.field.most[0]]: String(f.most ?? 0), [e.field.public[0]]: yes(f.public), [e.field.options[0]]: join(options) }
}
function trackFacts(_p: Required<Procedure>, track: Track): Facts {
  return { [e.track.title[0]]: track.title, [e.track.limit[0]]: limitText(track.limit) }
}
function stepFacts(_p: Required<Procedure>, s: Step): Facts {
  return { [e.step.title[0]]: s.title, [e.step.plain[0]]: s.plain, [e.step.roles[0]]: rolesText(s.roles), [e.step.clock[0]]: shortClock(s) || t.noClock, [e.step.allows[0]]: join((s.allows ?? []).map((allow) => e.allows[allow])), [e.step.public[0]]: yes(s.public), [e.step.closed[0]]: yes(s.closed) }
}
function moveFacts(p: Required<Procedure>, m: Move): Facts {
  const w = e.move
  return {
    [w.title[0]]: m.title,
    [w.from[0]]: join(m.from.map((code) => titleIn(p.steps, code))),
    [w.to[0]]: titleIn(p.steps, m.to),
    [w.by[0]]: e.by[m.by ?? 'owner'],
    [w.place[0]]: e.places[m.place ?? 'stay'],
    [w.track[0]]: m.track ? titleIn(p.tracks, m.track) : e.noTrack,
    [w.note[0]]: yes(m.note),
    [w.answers[0]]: yes(m.answers),
    [w.attachment[0]]: yes(m.attachment),
    [w.fields[0]]: join((m.fields ?? []).map((code) => titleIn(p.fields, code))),
    [w.plain[0]]: m.plain ?? '',
    [w.rates[0]]: m.rates ? titleIn(p.fields, m.rates) : e.noRates,
    [w.judged[0]]: String(m.judged ?? 0),
    [w.claims[0]]: yes(m.claims),
    [w.releases[0]]: yes(m.releases),
    [w.letters[0]]: join(m.letters),
  }
}

function changedLines(before: Facts, now: Facts): string[] {
  const word = (text: string | undefined) => (text ? text : t.diff.none)
  return Object.keys(now).filter((label) => before[label] !== now[label]).map((label) => t.diff.line(label, word(before[label]), word(now[label])))
}

function listDifferences<One extends { code: string; title: string }>(what: What, before: readonly One[], now: readonly One[], factsBefore: (one: One) => Facts, factsNow: (one: One) => Facts): Difference[] {
  const name = t.diff.what[what]
  const [old, fresh] = [new Map(before.map((one) => [one.code, one])), new Map(now.map((one) => [one.code, one]))]
  const found: Difference[] = []
  for (const one of before) if (!fresh.has(one.code)) found.push({ kind: 'removed', text: t.diff.removed(name, one.title), lines: [] })
  for (const one of now) {
    const was = old.get(one.code)
    if (!was) {
      found.push({ kind: 'added', text: t.diff.added(name, one.title), lines: [] })
      continue
    }
    const lines = changedLines(factsBefore(was), factsNow(one))
    if (lines.length > 0) found.push({ kind: 'changed', text: t.diff.changed(name, was.title), lines })
  }
  const stays = (list: readonly One[], other: ReadonlyMap<string, One>) => list.filter((one) => other.has(one.code)).map((one) => one.code).join('\n')
  if (stays(before, fresh) !== stays(now, old)) found.push({ kind: 'order', text: t.diff.order(name), lines: [] })
  return found
}

/** What a version changes against another one, in words. */
export function differences(before: Procedure, now: Procedure): Difference[] {
  const [a, b] = [editable(before), editable(now)]
  const head = changedLines(headFacts(a), headFacts(b))
  return [
    ...(head.length > 0 ? [{ kind: 'changed' as const, text: t.diff.changed(t.diff.what.head, a.title), lines: head }] : []),
    ...listDifferences('field', a.fields, b.fields, (one) => fieldFacts(a, one), (one) => fieldFacts(b, one)),
    ...listDifferences('track', a.tracks, b.tracks, (one) => trackFacts(a, one), (one) => trackFacts(b, one)),
    ...listDifferences('step', a.steps, b.steps, (one) => stepFacts(a, one), (one) => stepFacts(b, one)),
    ...listDifferences('move', a.moves, b.moves, (one) => moveFacts(a, one), (one) => moveFacts(b, one)),
  ]
}
