import { describe, expect, it } from 'vitest'
import { backEdges, layersOf, layOut, spread } from './diagram'
import { differences } from './procedure-diff'
import { editable, faultsUnder, freshCode, placeOf, rename, sameProcedure, shift, type Procedure } from './procedure-edit'

const shipped: Procedure = {
  kind: 'voice.matter',
  title: '职工说事',
  series: 'ZS',
  fields: [{ code: 'topic', title: '什么事', kind: 'choice', at_intake: true, required: true, options: [{ code: 'pay', label: '工资' }] }, { code: 'decision', title: '议定意见', kind: 'long_text' }],
  tracks: [{ code: 'general', title: '一般事项', limit: { count: 5, unit: 'working_days' } }],
  steps: [
    { code: 'registered', title: '已登记', plain: '收到', roles: ['chair'], clock: { own: { count: 1, unit: 'working_days' } } },
    { code: 'general', title: '商讨决议', plain: '在商量', roles: ['chair'], clock: 'track' },
    { code: 'answered', title: '已答复', plain: '请评一评', closed: true },
    { code: 'again', title: '重新办理', plain: '重新办', roles: ['chair'] },
  ],
  moves: [
    { code: 'take', title: '商讨', from: ['registered'], to: 'general', track: 'general' },
    { code: 'reply', title: '答复', from: ['general', 'again'], to: 'answered', note: true, answers: true, fields: ['decision'] },
    { code: 'again', title: '不满意', from: ['answered'], to: 'again', by: 'reporter' },
    { code: 'skip', title: '马上答复', from: ['registered'], to: 'answered', note: true },
  ],
  dissatisfied: ['again'],
}

describe('the diagram', () => {
  const picture = layOut(shipped)
  it('lays steps out by the longest way and turns what leads back', () => {
    const edges = [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }, { from: 'a', to: 'c' }, { from: 'c', to: 'a' }]
    expect([...backEdges(['a', 'b', 'c'], edges)]).toEqual(['c a'])
    expect(Object.fromEntries(layersOf(['a', 'b', 'c'], edges))).toEqual({ a: 0, b: 1, c: 2 })
    expect(picture.boxes.map((box) => [box.code, box.layer])).toEqual([['registered', 0], ['general', 2], ['answered', 4], ['again', 6]])
  })
  it('draws every move once for each way, and the reporter’s dashed', () => {
    expect(picture.arrows.map((arrow) => `${arrow.from}>${arrow.to}`).sort()).toEqual(['again>answered', 'answered>again', 'general>answered', 'registered>answered', 'registered>general'])
    expect(picture.arrows.filter((arrow) => arrow.dashed).map((arrow) => arrow.label)).toEqual(['不满意'])
  })
  it('keeps boxes and words apart and inside the picture', () => {
    const spots = [...picture.boxes.map((box) => ({ x: box.x, y: box.y, w: box.w })), ...picture.arrows.map((arrow) => ({ x: arrow.x, y: arrow.y, w: arrow.label.length * 12 }))]
    for (const [i, one] of spots.entries()) {
      expect(one.x - one.w / 2).toBeGreaterThanOrEqual(0)
      expect(one.x + one.w / 2).toBeLessThanOrEqual(picture.width)
      for (const other of spots.slice(i + 1)) if (other.y === one.y) expect(Math.abs(other.x - one.x)).toBeGreaterThanOrEqual((one.w + other.w) / 2)
    }
    expect(picture.boxes.every((box) => box.y + box.h / 2 < picture.height)).toBe(true)
  })
  it('stands what is broken: unknown steps, circles, a step alone', () => {
    expect(layOut({ ...shipped, moves: [{ code: 'x', title: 'x', from: ['nowhere', 'general'], to: 'general' }] }).arrows).toHaveLength(1)
    expect(layOut({ ...shipped, steps: [], moves: [] })).toMatchObject({ boxes: [], arrows: [] })
    const again = { ...shipped, steps: [...shipped.steps, ...shipped.steps] }
    expect(layOut(again).boxes).toHaveLength(4)
  })
  it('spreads places as near to their wish as their widths allow', () => {
    expect(spread([0, 0], [10, 10], 10)).toEqual([-10, 10])
    expect(spread([0, 100], [10, 10], 10)).toEqual([0, 100])
  })
})

describe('differences', () => {
  it('are none between the same, however it is written', () => {
    expect(differences(shipped, editable(shipped))).toEqual([])
    expect(sameProcedure(shipped, editable(shipped))).toBe(true)
  })
  it('name what was added, removed and changed, in words', () => {
    const now = editable(shipped)
    Object.assign(now.steps[0] ?? {}, { clock: { own: { count: 2, unit: 'working_days' } } })
    now.moves.splice(3, 1)
    now.fields.push({ code: 'people', title: '涉及人数', kind: 'number' })
    Object.assign(now.tracks[0] ?? {}, { limit: { count: 7, unit: 'working_days' } })
    expect(differences(shipped, now).map(({ text, lines }) => [text, ...lines])).toEqual([
      ['增加栏目“涉及人数”'],
      ['修改轨道“一般事项”', '限期：5 个工作日 → 7 个工作日'],
      ['修改环节“已登记”', '限期：1 个工作日 → 2 个工作日'],
      ['去掉动作“马上答复”'],
    ])
    shift(now.steps, 1, 1)
    expect(differences(shipped, now).some((one) => one.text === '环节的次序有变')).toBe(true)
  })
})

describe('editing', () => {
  it('a new code is followed by what refers to it', () => {
    const p = editable(shipped)
    rename(p, 'steps', 1, 'talks')
    rename(p, 'fields', 1, 'outcome')
    rename(p, 'moves', 2, 'once_more')
    rename(p, 'tracks', 0, 'usual')
    expect(p.moves.map((move) => [move.from, move.to])).toContainEqual([['talks', 'again'], 'answered'])
    expect(p.moves[1]?.fields).toEqual(['outcome'])
    expect(p.dissatisfied).toEqual(['once_more'])
    expect(p.moves[0]).toMatchObject({ track: 'usual', to: 'talks' })
  })
  it('moves entries and stays at the ends', () => {
    const list = ['a', 'b']
    expect(shift(list, 0, -1)).toBe(0)
    expect(shift(list, 0, 1)).toBe(1)
    expect(list).toEqual(['b', 'a'])
    expect(freshCode([{ code: 'step_2' }], 'step')).toBe('step_3')
  })
  it('puts faults where they belong', () => {
    const faults = [{ pointer: '/steps/1/clock', text: 'x' }, { pointer: '/steps/10', text: 'y' }, { pointer: '/series', text: 'z' }]
    expect(faultsUnder(faults, '/steps/1').map((one) => one.text)).toEqual(['x'])
    expect(placeOf('/moves/3/to')).toEqual({ tab: 'moves', at: 3 })
    expect(placeOf('/series')).toEqual({ tab: 'head', at: 0 })
    expect(placeOf('/dissatisfied/0').tab).toBe('head')
  })
})
