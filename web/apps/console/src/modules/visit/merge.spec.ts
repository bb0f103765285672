import { describe, expect, it } from 'vitest'
import { decide, flatten, merge, same, unflatten, type Fields } from './merge'
import { emptyContent } from './content'

const base = { ...emptyContent('2026-11-20'), note: '食堂在改造', answers: [{ question: 'finance', level: 'fair' as const, text: '续贷慢', help: '' }] }

describe('the merge of two edits', () => {
  it('takes from each side what only that side changed', () => {
    const mine = { ...base, note: '食堂改好了', done: true }
    const theirs = { ...base, visitors: '赵明', answers: [{ question: 'finance', level: 'poor' as const, text: '续贷慢', help: '请银行上门' }] }
    const { merged, clashes } = merge(flatten(base), flatten(mine), flatten(theirs))
    expect(clashes).toEqual([])
    expect(unflatten(merged)).toEqual({ ...theirs, note: '食堂改好了', done: true })
  })
  it('asks where both changed the same field differently, and only there', () => {
    const mine = { ...base, note: '我的', visitors: '同一个人' }
    const theirs = { ...base, note: '对方的', visitors: '同一个人' }
    const { merged, clashes } = merge(flatten(base), flatten(mine), flatten(theirs))
    expect(clashes).toEqual([{ name: 'note', base: '食堂在改造', mine: '我的', theirs: '对方的' }])
    expect(unflatten(decide(merged, clashes, new Set())).note).toBe('我的')
    expect(unflatten(decide(merged, clashes, new Set(['note']))).note).toBe('对方的')
  })
  it('knows a text that was deleted from one that was never there', () => {
    const mine = { ...base, note: '' }
    expect(unflatten(merge(flatten(base), flatten(mine), flatten(base)).merged).note).toBe('')
    const { clashes } = merge(flatten(base), flatten(mine), flatten({ ...base, note: '改过' }))
    expect(clashes.map((one) => one.mine)).toEqual([''])
  })
  it('goes there and back', () => {
    const whole = { ...base, until_day: '2026-11-24', lead_id: '7', people: [{ name: '李强', post: '总经理' }, { name: '王五', post: '' }] }
    expect(unflatten(flatten(whole))).toEqual(whole)
    expect(same(whole, { ...whole, answers: [...whole.answers, { question: 'space', level: null, text: '', help: '' }] })).toBe(true)
  })
})

/** The same numbers each time: a small linear congruence. */
function* numbers(seed: number) {
  let now = seed
  for (;;) {
    now = (now * 1_103_515_245 + 12_345) % 2_147_483_648
    yield now
  }
}

it('has the properties of a merge, for many random edits', () => {
  const random = numbers(7)
  const draw = (n: number) => Math.floor(((random.next().value ?? 0) / 2_147_483_648) * n)
  const names = ['a', 'b', 'c', 'answers.x.text']
  const fields = (): Fields => Object.fromEntries(names.filter(() => draw(4) > 0).map((name) => [name, String(draw(3))]))
  const at = (of: Fields, name: string) => of[name] ?? ''
  const broken: unknown[] = []
  for (let round = 0; round < 2_000; round += 1) {
    const [b, m, t] = [fields(), fields(), fields()]
    const one = merge(b, m, t)
    const other = merge(b, t, m)
    const clashing = new Set(one.clashes.map((clash) => clash.name))
    // The same fields clash from either side, and nothing is lost from either.
    const alike = other.clashes.length === clashing.size && other.clashes.every((clash) => clashing.has(clash.name))
    const kept = names.every((name) => clashing.has(name) || (at(one.merged, name) === at(other.merged, name) && at(one.merged, name) === at(at(m, name) === at(b, name) ? t : m, name)))
    // Nobody else changed anything: mine. I changed nothing: theirs. After a decision all is at rest.
    const mineAlone = names.every((name) => at(merge(b, m, b).merged, name) === at(m, name)) && merge(b, m, b).clashes.length === 0
    const theirsAlone = names.every((name) => at(merge(b, b, t).merged, name) === at(t, name))
    const rests = merge(t, decide(one.merged, one.clashes, clashing), t).clashes.length === 0
    if (!(alike && kept && mineAlone && theirsAlone && rests)) broken.push({ b, m, t, alike, kept, mineAlone, theirsAlone, rests })
  }
  expect(broken).toEqual([])
})
