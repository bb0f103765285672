import { formatFen } from '@niangjia/ui'
import type { EChartsCoreOption } from 'echarts/core'
import { PAPER, short } from '../../components/chart/options'

/** One course of a picture with several: its name and a value for each place on the axis; nothing where it has none. */
export interface Course {
  name: string
  values: readonly (number | undefined)[]
  /** Columns beside each other, or a line. */
  kind: 'columns' | 'line'
  /** A line of what is not known yet. */
  dashed?: boolean
}

/** The band within which a course is expected to stay: amounts in 分, both ends included. */
export interface Band {
  name: string
  low: readonly (number | undefined)[]
  high: readonly (number | undefined)[]
}

/** What a picture shows of amounts over time. */
export interface Plot {
  labels: readonly string[]
  courses: readonly Course[]
  band?: Band
}

/** The ends of a band around an estimate in 分; the lower end never beneath nothing. */
export function bandOf(estimate: number, spread: number): { low: number; high: number } {
  return { low: Math.max(0, estimate - spread), high: estimate + spread }
}

const yuan = (fen: number | undefined) => (fen === undefined ? null : fen / 100)

/** What ECharts is told for amounts in 分; drawn in yuan. */
export function plotOption(plot: Plot): EChartsCoreOption {
  const labels = { color: PAPER.ink, fontSize: 12 }
  const tip = (of: unknown) => {
    const at = (Array.isArray(of) ? of[0] : of) as { dataIndex?: number } | undefined
    return tipOf(plot, at?.dataIndex ?? -1)
  }
  const bars = plot.courses.map((course, i) => ({
    name: course.name,
    type: course.kind === 'line' ? 'line' : 'bar',
    data: course.values.map(yuan),
    barMaxWidth: 22,
    symbolSize: 6,
    itemStyle: { color: PAPER.parts[i % PAPER.parts.length] },
    lineStyle: { color: PAPER.parts[i % PAPER.parts.length], width: 2, type: course.dashed === true ? 'dashed' : 'solid' },
  }))
  return {
    animation: false,
    color: [...PAPER.parts],
    aria: { enabled: false },
    legend: { top: 0, textStyle: { color: PAPER.ink }, icon: 'roundRect', data: plot.courses.map((course) => course.name) },
    tooltip: { trigger: 'axis', renderMode: 'richText', formatter: tip, confine: true },
    grid: { left: 8, right: 16, top: 34, bottom: 8, containLabel: true },
    xAxis: { type: 'category', data: [...plot.labels], axisLabel: labels, axisLine: { lineStyle: { color: PAPER.line } }, axisTick: { show: false } },
    yAxis: { type: 'value', axisLabel: { ...labels, formatter: short }, splitLine: { lineStyle: { color: PAPER.line } } },
    series: [...bandSeries(plot.band), ...bars],
  }
}

/** A band is a bottom that is not seen and, on top of it, the width. */
function bandSeries(band: Band | undefined) {
  if (!band) return []
  const base = { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 } }
  const width = band.high.map((high, i) => {
    const low = band.low[i]
    return high === undefined || low === undefined ? null : (high - low) / 100
  })
  return [
    { ...base, name: '', data: band.low.map(yuan) },
    { ...base, name: band.name, data: width, areaStyle: { color: PAPER.parts[1], opacity: 0.2 } },
  ]
}

/** What is said of one place on the axis: every course with its amount, and the band from – to. */
export function tipOf(plot: Plot, at: number): string {
  const label = plot.labels[at]
  if (label === undefined) return ''
  const lines = plot.courses.flatMap((course) => {
    const value = course.values[at]
    return value === undefined ? [] : [`${course.name}　${formatFen(value)}`]
  })
  const [low, high] = [plot.band?.low[at], plot.band?.high[at]]
  const range = plot.band && low !== undefined && high !== undefined ? [`${plot.band.name}　${formatFen(low)} – ${formatFen(high)}`] : []
  return [label, ...lines, ...range].join('\n')
}
