import { describe, expect, it } from 'vitest'
import { isWeekend, monthWeeks, nextKind, readLines, workingDays, type MarkedDay } from './year-grid'

const marks = new Map<string, MarkedDay>([['2026-02-14', { day: '2026-02-14', kind: 'work', name: '春节' }]])

describe('the grid of a month', () => {
  it('begins on Monday and holds every day once', () => {
    const weeks = monthWeeks(2026, 2, marks)
    expect(weeks.every((week) => week.length === 7)).toBe(true)
    expect(weeks.flat().filter((day) => day !== undefined)).toHaveLength(28)
    // 1 February 2026 is a Sunday.
    expect(weeks[0]?.[6]?.day).toBe('2026-02-01')
    expect(weeks.flat().find((day) => day?.day === '2026-02-14')).toMatchObject({ kind: 'work', name: '春节', weekend: true })
  })
  it('knows the leap day', () => {
    expect(monthWeeks(2028, 2, new Map()).flat().filter((day) => day !== undefined).at(-1)?.day).toBe('2028-02-29')
  })
})

it('a click goes through what a day can be', () => {
  expect(isWeekend('2026-11-21')).toBe(true)
  expect(['rest', 'holiday', 'work', undefined]).toEqual([undefined, 'rest', 'holiday', 'work'].map((kind) => nextKind('2026-11-21', kind as never)))
  expect(['holiday', 'rest', undefined]).toEqual([undefined, 'holiday', 'rest'].map((kind) => nextKind('2026-11-23', kind as never)))
})

it('pasted lines are read, or the first bad one is named', () => {
  expect(readLines('2027-01-01,法定节假日,元旦\n\n2027-01-03，调休上班，元旦')).toEqual({
    days: [
      { day: '2027-01-01', kind: 'holiday', name: '元旦' },
      { day: '2027-01-03', kind: 'work', name: '元旦' },
    ],
  })
  expect(readLines('2027-01-01,法定节假日,元旦\n2027-02-30,调休放假,春节')).toEqual({ bad: 2 })
  expect(readLines('2027-01-01\t放假\t元旦')).toEqual({ bad: 1 })
})

it('counts the working days of a year', () => {
  expect(workingDays(2026, new Map())).toBe(261)
  expect(workingDays(2026, marks)).toBe(262)
})
