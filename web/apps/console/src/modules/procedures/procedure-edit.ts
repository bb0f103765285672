import type { Schema } from '@niangjia/api'

export type Procedure = Schema<'Procedure'>
export type Field = Schema<'CaseField'>
export type Track = Schema<'CaseTrack'>
export type Step = Schema<'CaseStep'>
export type Move = Schema<'CaseMove'>
export type Fault = Schema<'ProcedureFault'>
/** The lists of a procedure. */
export const LISTS = ['fields', 'tracks', 'steps', 'moves'] as const
export type ListName = (typeof LISTS)[number]

/** A copy that may be changed; what a procedure leaves out is written out, so that every control has its value. */
export function editable(p: Procedure): Required<Procedure> {
  const of: Procedure = JSON.parse(JSON.stringify(p))
  return {
    ...of,
    help: of.help ?? '',
    by_member: of.by_member ?? false,
    confidential: of.confidential ?? false,
    anonymous: of.anonymous ?? false,
    nameless: of.nameless ?? false,
    body_most: of.body_most ?? 0,
    transfer_letters: of.transfer_letters ?? [],
    climb_days: of.climb_days ?? 0,
    rate_days: of.rate_days ?? 15,
    dissatisfied: of.dissatisfied ?? [],
    fields: (of.fields ?? []).map((f) => ({ ...f, help: f.help ?? '', at_intake: f.at_intake ?? false, required: f.required ?? false, options: f.options ?? [], most: f.most ?? 0, public: f.public ?? false })),
    tracks: of.tracks ?? [],
    steps: of.steps.map((s) => ({ ...s, roles: s.roles ?? [], clock: s.clock ?? null, allows: s.allows ?? [], closed: s.closed ?? false, public: s.public ?? false })),
    moves: of.moves.map((m) => ({ ...m, by: m.by ?? 'owner', place: m.place ?? 'stay', track: m.track ?? null, note: m.note ?? false, attachment: m.attachment ?? false, fields: m.fields ?? [], answers: m.answers ?? false, plain: m.plain ?? '', letters: m.letters ?? [], rates: m.rates ?? null, judged: m.judged ?? 0, claims: m.claims ?? false, releases: m.releases ?? false })),
  }
}

/** Whether two procedures say the same. */
export function sameProcedure(a: Procedure, b: Procedure): boolean {
  return JSON.stringify(sorted(editable(a))) === JSON.stringify(sorted(editable(b)))
}
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
}

/** Codes typed in a line, parted by commas or spaces. */
export const listed = (text: string): string[] => text.split(/[,\uff0c\s]+/).filter((one) => one !== '')

/** A code that no entry of a list has yet. */
export function freshCode(list: readonly { code: string }[], stem: string): string {
  const known = new Set(list.map((one) => one.code))
  let n = list.length + 1
  while (known.has(`${stem}_${n}`)) n += 1
  return `${stem}_${n}`
}

const renamed = (list: readonly string[], old: string, now: string) => list.map((code) => (code === old ? now : code))

/** Gives an entry another code; what refers to it follows. */
export function rename(p: Required<Procedure>, list: ListName, at: number, code: string): void {
  const one = p[list][at]
  if (!one) return
  const old = one.code
  one.code = code
  if (p[list].some((other, i) => i !== at && other.code === old)) return
  for (const move of p.moves) {
    if (list === 'steps') {
      move.from = renamed(move.from, old, code)
      if (move.to === old) move.to = code
    }
    if (list === 'tracks' && move.track === old) move.track = code
    if (list === 'fields') {
      move.fields = renamed(move.fields ?? [], old, code)
      if (move.rates === old) move.rates = code
    }
  }
  if (list === 'moves') p.dissatisfied = renamed(p.dissatisfied, old, code)
}

/** Moves an entry one place up (-1) or down (1); the place it has then. */
export function shift<T>(list: T[], at: number, by: -1 | 1): number {
  const to = at + by
  const [one, other] = [list[at], list[to]]
  if (one === undefined || other === undefined) return at
  list[at] = other
  list[to] = one
  return to
}

/** An entry for a list, as empty as it may be. */
export function freshEntry(p: Required<Procedure>, list: ListName, title: string): Field | Track | Step | Move {
  const code = freshCode(p[list], list.slice(0, -1))
  switch (list) {
    case 'fields':
      return { code, title, kind: 'text', help: '', at_intake: false, required: false, options: [], most: 0, public: false }
    case 'tracks':
      return { code, title, limit: { count: 5, unit: 'working_days' } }
    case 'steps':
      return { code, title, plain: '', roles: [], clock: null, allows: [], closed: false, public: false }
    case 'moves':
      return { code, title, from: [], to: '', by: 'owner', place: 'stay', track: null, note: false, attachment: false, fields: [], answers: false, plain: '', letters: [], rates: null, judged: 0, claims: false, releases: false }
  }
}

/** Faults at a place or beneath it. */
export function faultsUnder(faults: readonly Fault[], pointer: string): Fault[] {
  return faults.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
}

/** Where in the editor a fault stands: the list and the entry, or the head. */
export function placeOf(pointer: string): { tab: ListName | 'head'; at: number } {
  const [, first, second] = pointer.split('/')
  const tab = LISTS.find((list) => list === first)
  return tab ? { tab, at: Math.max(0, Number(second ?? 0) || 0) } : { tab: 'head', at: 0 }
}

/** A changed procedure that was not proposed, with the one that it is built on. */
export interface Draft {
  base: Procedure
  draft: Procedure
}
const isProcedure = (value: unknown) => typeof value === 'object' && value !== null && 'steps' in value && Array.isArray(value.steps) && 'moves' in value && Array.isArray(value.moves)

/** Whether a kept value is a draft. */
export function isDraft(value: unknown): value is Draft | undefined {
  return typeof value === 'object' && value !== null && 'base' in value && isProcedure(value.base) && 'draft' in value && isProcedure(value.draft)
}
