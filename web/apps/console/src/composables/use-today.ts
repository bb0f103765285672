import { dayOf } from '@niangjia/ui'

/** The day it is in the time zone of the product, when the page is opened. */
export function useToday(): string {
  return dayOf(Date.now())
}
