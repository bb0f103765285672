import { formatCount, formatHeadline } from '@niangjia/ui'
import type { EChartsCoreOption } from 'echarts/core'

/** A value with its name: a month, a union, a part. */
export interface ChartItem {
  label: string
  value: number
  /** How the value is read out and shown in the tip; the value itself if missing. */
  text?: string
}

/** How a chart is drawn: a course over time, a ranking with bars, or parts of a whole. */
export type ChartKind = 'line' | 'columns' | 'bars' | 'ring'

/** Colours of a chart on paper and on the dark screen of a hall. */
export interface ChartColours {
  ink: string
  line: string
  main: string
  parts: readonly string[]
}

export const PAPER: ChartColours = {
  ink: '#57504a',
  line: '#e4dfd9',
  main: '#b81c22',
  parts: ['#b81c22', '#8a6414', '#2b7a3d', '#3d6a9c', '#6b635b', '#c2703d'],
}
export const NIGHT: ChartColours = {
  ink: '#c9d6ea',
  line: '#2a4468',
  main: '#f2b84b',
  parts: ['#f2b84b', '#e4575c', '#4fb37a', '#5ea3e6', '#b7a6e0', '#d98c5f'],
}

const read = (item: ChartItem) => item.text ?? formatCount(item.value)

/** A number on an axis, as short as a headline. */
export function short(value: number): string {
  const { figure, unit } = formatHeadline(value)
  return figure + unit
}

/** What ECharts is told; numbers on a course never begin beneath zero where none is negative. */
export function chartOption(kind: ChartKind, items: readonly ChartItem[], colours: ChartColours, percent = false): EChartsCoreOption {
  const axis = percent ? (value: number) => `${value}%` : short
  const tip = (of: unknown) => {
    const at = Array.isArray(of) ? of[0] : of
    const item = items[(at as { dataIndex: number }).dataIndex]
    return item === undefined ? '' : `${item.label}　${read(item)}`
  }
  // A tip of plain text: names come from the register.
  const tooltip = { trigger: kind === 'ring' ? 'item' : 'axis', renderMode: 'richText', formatter: tip, confine: true }
  const labels = { color: colours.ink, fontSize: 12 }
  const names = { type: 'category', data: items.map((item) => item.label), axisLabel: labels, axisLine: { lineStyle: { color: colours.line } }, axisTick: { show: false } }
  const low = Math.min(...items.map((item) => item.value))
  const high = Math.max(...items.map((item) => item.value))
  // A course of great numbers that hardly move is drawn from near its lowest value, so that it can be seen moving.
  const near = kind === 'line' && low > 0 && high - low < low / 5
  const values = { type: 'value', scale: near, axisLabel: { ...labels, formatter: axis }, splitLine: { lineStyle: { color: colours.line } } }
  const base = { animation: false, color: [...colours.parts], tooltip, aria: { enabled: false } }
  const data = items.map((item) => item.value)
  switch (kind) {
    case 'line':
      return { ...base, grid: grid(12), xAxis: { ...names, boundaryGap: false }, yAxis: values, series: [{ type: 'line', data, symbolSize: 6, lineStyle: { color: colours.main, width: 2 }, itemStyle: { color: colours.main }, areaStyle: { color: colours.main, opacity: 0.12 } }] }
    case 'columns':
      return { ...base, grid: grid(12), xAxis: names, yAxis: values, series: [{ type: 'bar', data, barMaxWidth: 28, itemStyle: { color: colours.main } }] }
    case 'bars':
      return {
        ...base,
        grid: grid(64),
        xAxis: { ...values, axisLabel: { show: false }, splitLine: { show: false } },
        yAxis: { ...names, inverse: true, axisLabel: { ...labels, width: 150, overflow: 'truncate' }, axisLine: { show: false } },
        series: [{ type: 'bar', data, barMaxWidth: 18, itemStyle: { color: colours.main }, label: { show: true, position: 'right', color: colours.ink, formatter: (at: { dataIndex: number }) => read(items[at.dataIndex] ?? { label: '', value: 0 }) } }],
      }
    case 'ring':
      return {
        ...base,
        legend: { bottom: 0, textStyle: { color: colours.ink }, icon: 'roundRect' },
        series: [{ type: 'pie', radius: ['46%', '70%'], center: ['50%', '44%'], data: items.map((item) => ({ name: item.label, value: item.value })), label: { color: colours.ink, formatter: (at: { dataIndex: number }) => read(items[at.dataIndex] ?? { label: '', value: 0 }) }, labelLine: { lineStyle: { color: colours.line } } }],
      }
  }
}

function grid(right: number) {
  return { left: 8, right, top: 16, bottom: 8, containLabel: true }
}
