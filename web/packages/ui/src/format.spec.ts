import { describe, expect, it } from 'vitest'
import { addDays, dayOf, fenOf, formatCount, formatDay, formatDeadline, formatDuration, formatFen, formatHeadline, formatRate, formatTime, parseDay } from './format'

describe('counts', () => {
  it('groups digits in tables and shortens headlines from 10 万 on', () => {
    expect(formatCount(12345)).toBe('12,345')
    expect(formatHeadline(99_999)).toEqual({ figure: '99,999', unit: '' })
    expect(formatHeadline(3_720_000)).toEqual({ figure: '372.00', unit: '万' })
    expect(formatHeadline(300_000_000)).toEqual({ figure: '3.00', unit: '亿' })
  })
  it('shows a dash for a rate without denominator', () => {
    expect(formatRate(1, 0)).toBe('—')
    expect(formatRate(998, 1000)).toBe('99.8%')
  })
  it('writes money in yuan', () => {
    expect(formatFen(123450)).toBe('1,234.50')
  })
})

describe('days', () => {
  it.each([
    ['2026-11-22', '2026-11-22'],
    ['9999-12-31', '至今'],
    ['', '—'],
    [null, '—'],
  ])('%s is shown as %s', (day, text) => expect(formatDay(day)).toBe(text))

  it.each([
    ['2026-11-22', '2026-11-22'],
    ['2026-02-29', undefined],
    [' 2024-02-29 ', '2024-02-29'],
    ['2026-13-01', undefined],
    ['1987.6', undefined],
  ])('%s is read as %s', (text, day) => expect(parseDay(text)).toBe(day))

  it('adds days over the end of a year and names the weekday of a deadline', () => {
    expect(addDays('2026-12-30', 3)).toBe('2027-01-02')
    expect(formatDeadline('2026-11-22')).toBe('2026-11-22 周日')
  })
})

describe('times', () => {
  it('are told in the time zone of the product', () => {
    const justAfterMidnightInShanghai = Date.UTC(2026, 10, 21, 16, 5, 9)
    expect(formatTime(justAfterMidnightInShanghai)).toBe('2026-11-22 00:05')
    expect(formatTime(justAfterMidnightInShanghai, true)).toBe('2026-11-22 00:05:09')
    expect(dayOf(justAfterMidnightInShanghai)).toBe('2026-11-22')
  })
  it('rounds durations to what a person would say', () => {
    expect(formatDuration(0.2)).toBe('1 秒')
    expect(formatDuration(150)).toBe('约 3 分钟')
    expect(formatDuration(5400)).toBe('约 1.5 小时')
  })
})

describe('an amount that is typed', () => {
  it.each([
    ['1234.5', 123_450],
    ['１２，３４５．６７', 1_234_567],
    ['0.05', 5],
    ['1.234', undefined],
    ['-3', undefined],
    ['', undefined],
  ])('as %s is %s 分', (text, fen) => expect(fenOf(text)).toBe(fen))
})
