import { describe, expect, it } from 'vitest'
import { actionsOf, paceOf, stageOf, stepOf, type BatchState } from './import-state'

const NOW = 1_700_000_100_000

describe('a batch', () => {
  it.each<[BatchState, string, number, string[]]>([
    ['checking', 'moving', 1, ['cancel']],
    ['checked', 'preview', 2, ['cancel', 'commit', 'result']],
    ['running', 'moving', 3, ['cancel']],
    ['done', 'finished', 4, ['result', 'undo']],
    ['cancelled', 'ended', 3, ['undo']],
    ['undoing', 'moving', 3, []],
    ['undone', 'ended', 3, []],
    ['failed', 'ended', 3, []],
  ])('that is %s is shown as %s', (state, stage, step, actions) => {
    expect(stageOf(state)).toBe(stage)
    expect(stepOf(state)).toBe(step)
    expect([...actionsOf({ state, accepted: 5, rows: 6, started_at: 1 })].sort()).toEqual(actions)
  })

  it('without a good row cannot be committed, but its errors can be fetched', () => {
    const actions = actionsOf({ state: 'checked', accepted: 0, rows: 6, started_at: 1 })
    expect(actions.has('commit')).toBe(false)
    expect(actions.has('result')).toBe(true)
  })
})

describe('the pace', () => {
  it('tells rows a second and the time left', () => {
    expect(paceOf({ share_done: 250, rows: 5000, started_at: NOW - 10_000 }, NOW)).toEqual({ share: 0.25, rate: 500, secondsLeft: 30 })
  })
  it('keeps silent about the time left in the first moments, and before the start', () => {
    expect(paceOf({ share_done: 10, rows: 100, started_at: NOW - 10_000 }, NOW).secondsLeft).toBeUndefined()
    expect(paceOf({ share_done: 500, rows: 100, started_at: NOW - 500 }, NOW).secondsLeft).toBeUndefined()
    expect(paceOf({ share_done: 0, rows: 0, started_at: 0 }, NOW)).toEqual({ share: 0, rate: 0, secondsLeft: undefined })
  })
})
