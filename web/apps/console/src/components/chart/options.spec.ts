import { describe, expect, it } from 'vitest'
import { chartOption, NIGHT, PAPER, short } from './options'

type Drawn = { yAxis: { scale?: boolean; inverse?: boolean }; tooltip: { renderMode: string; formatter: (at: unknown) => string }; series: { type: string; data: unknown[] }[] }
const items = [
  { label: '2026-01', value: 1000 },
  { label: '2026-02', value: 1010, text: '一千零一十' },
]
const option = (kind: Parameters<typeof chartOption>[0], of = items) => chartOption(kind, of, PAPER) as unknown as Drawn

describe('options of a chart', () => {
  it('shortens great numbers', () => {
    expect([short(9_999), short(10_000), short(3_725_000), short(-20_000)]).toEqual(['9,999', '10,000', '372.50万', '-20,000'])
  })

  it('draws what hardly moves from near its lowest value, and bars always from nothing', () => {
    expect(option('line').yAxis.scale).toBe(true)
    expect(option('line', [{ label: 'a', value: 1 }, { label: 'b', value: 9 }]).yAxis.scale).toBe(false)
    expect(option('columns').yAxis.scale).toBe(false)
    expect(option('bars').yAxis.inverse).toBe(true)
  })

  it('says in its tip what the item says, as text and not as HTML', () => {
    const { tooltip } = option('line')
    expect(tooltip.renderMode).toBe('richText')
    expect(tooltip.formatter([{ dataIndex: 1 }])).toBe('2026-02　一千零一十')
    expect(tooltip.formatter({ dataIndex: 0 })).toBe('2026-01　1,000')
    expect(tooltip.formatter({ dataIndex: 7 })).toBe('')
  })

  it('has a ring of named parts, on the dark screen too', () => {
    const ring = chartOption('ring', items, NIGHT) as unknown as Drawn
    expect(ring.series[0]?.data).toEqual([{ name: '2026-01', value: 1000 }, { name: '2026-02', value: 1010 }])
  })
})
