import type { Schema } from '@niangjia/api'
import { parseDay } from '@niangjia/ui'
import { tidyDay } from '../../components/form-spec'

export type ServiceDays = Schema<'BenefitServiceDays'>

const parts = (text: string) =>
  text
    .normalize('NFKC')
    .split(/[\s,;\u3001\uff0c]+/)
    .filter((one) => one !== '')

/** Days of the month as people write them: 1、5, with or without the word for day; nothing if one is none. */
export function monthDays(text: string): number[] | undefined {
  const days = parts(text).map((one) => Number(/^(\d{1,2})[\u65e5\u53f7]?$/.exec(one)?.[1] ?? 0))
  return days.every((day) => day >= 1 && day <= 31) ? days : undefined
}

/** Named days, however they are written; nothing if one is none, or there are more than 60. */
export function namedDays(text: string): string[] | undefined {
  const days = parts(text).map((one) => parseDay(tidyDay(one)))
  return days.length <= 60 && days.every((day) => day !== undefined) ? days : undefined
}

/** The days that were typed: of the week as `1,3`, of the month, and named ones. */
export function daysOf(week: string, month: string, named: string): ServiceDays {
  const weekdays = week.split(',').filter((one) => one !== '').map(Number)
  return { weekdays, month_days: monthDays(month) ?? [], dates: namedDays(named) ?? [] }
}
