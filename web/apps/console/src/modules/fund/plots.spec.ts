import { describe, expect, it } from 'vitest'
import { bandOf, plotOption, tipOf, type Plot } from './plots'

const plot: Plot = {
  labels: ['2025', '2026'],
  courses: [
    { name: '已支付', kind: 'columns', values: [120_00, 80_50] },
    { name: '预计', kind: 'line', dashed: true, values: [undefined, 150_00] },
  ],
  band: { name: '区间', low: [undefined, 100_00], high: [undefined, 200_00] },
}
type Drawn = { series: { type: string; name: string; data: (number | null)[]; lineStyle: { type?: string } }[]; legend: { data: string[] } }

describe('a picture of amounts', () => {
  it('is drawn in yuan, and leaves out what is not known', () => {
    const { series } = plotOption(plot) as unknown as Drawn
    const paid = series.find((one) => one.name === '已支付')
    const expected = series.find((one) => one.name === '预计')
    expect(paid?.type).toBe('bar')
    expect(paid?.data).toEqual([120, 80.5])
    expect(expected?.data).toEqual([null, 150])
    expect(expected?.lineStyle.type).toBe('dashed')
  })

  it('stacks the width of a band on its lower end, and names neither in the legend', () => {
    const { series, legend } = plotOption(plot) as unknown as Drawn
    expect(series[0]?.data).toEqual([null, 100])
    expect(series[1]?.data).toEqual([null, 100])
    expect(legend.data).toEqual(['已支付', '预计'])
  })

  it('tells in its tip every amount to the 分', () => {
    expect(tipOf(plot, 0)).toBe('2025\n已支付　120.00')
    expect(tipOf(plot, 1)).toBe('2026\n已支付　80.50\n预计　150.00\n区间　100.00 – 200.00')
    expect(tipOf(plot, 9)).toBe('')
  })
})

it('a band never begins beneath nothing', () => {
  expect(bandOf(500, 200)).toEqual({ low: 300, high: 700 })
  expect(bandOf(100, 300)).toEqual({ low: 0, high: 400 })
})
