import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { useFormDraft } from './use-form-draft'

const START = { name: '', id_number: '', note: '' }

/** A form opened in its own scope, as a page would. */
function open(start: Record<string, string> = START) {
  const scope = effectScope()
  const values = ref({ ...start })
  const draft = scope.run(() => useFormDraft('member:new', values, ['id_number']))
  if (!draft) throw new Error('no scope')
  return { values, draft, close: () => scope.stop() }
}

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})

describe('a draft', () => {
  it('brings back what was typed, but never a sealed field', () => {
    const first = open()
    first.values.value = { name: '张三', id_number: '330226199003070015', note: '' }
    vi.advanceTimersByTime(500)
    first.close()
    expect(JSON.stringify({ ...localStorage })).not.toContain('330226199003070015')

    const second = open()
    expect(second.values.value).toEqual({ name: '张三', id_number: '', note: '' })
    expect(second.draft.restored.value).toBe(true)
  })

  it('keeps the last letters typed before the page was left', () => {
    const first = open()
    first.values.value = { ...START, name: '李四' }
    first.close()
    expect(open().values.value.name).toBe('李四')
  })

  it('is gone after it was sent', () => {
    const first = open()
    first.values.value = { ...START, name: '王五' }
    first.draft.done()
    vi.advanceTimersByTime(500)
    first.close()
    expect(open().draft.restored.value).toBe(false)
  })

  it('gives back the start values when discarded', () => {
    open({ ...START, name: '旧名' }).close()
    const first = open({ ...START, name: '旧名' })
    first.values.value = { ...START, name: '新名' }
    first.close()
    const second = open({ ...START, name: '旧名' })
    expect(second.values.value.name).toBe('新名')
    second.draft.discard()
    expect(second.values.value.name).toBe('旧名')
  })

  it('ignores fields that the form no longer has, and broken entries', () => {
    localStorage.setItem('nj-draft:member:new', JSON.stringify({ gone: 'x' }))
    expect(open().values.value).toEqual(START)
    localStorage.setItem('nj-draft:member:new', '{')
    expect(open().draft.restored.value).toBe(false)
  })
})
