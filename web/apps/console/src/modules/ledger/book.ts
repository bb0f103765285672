import { parseDay } from '@niangjia/ui'
import { tidyDay } from '../../components/form-spec'

/** The name of a page that shows the record an entry was made for, with its parameters. */
export interface RecordPage {
  name: string
  params: Record<string, string>
}

/** Pages of the records that entries are made for; a kind that has no page of its own has none. */
const PAGES: Readonly<Record<string, string>> = { bill: 'enrolment.bill', receipt: 'enrolment.receipt', claim: 'claim.detail' }

/** The page of the record of an entry; undefined where there is none. */
export function pageOfRecord(kind: string, id: string): RecordPage | undefined {
  const name = PAGES[kind]
  return name === undefined || id === '0' || id === '' ? undefined : { name, params: { id } }
}

/** Milliseconds since 1970 at which the ids of this program begin: 2020-01-01 UTC. */
const EPOCH = 1_577_836_800_000

/** A number for a new transfer, kept by the page for every retry: in the order of time, with 22 bits of chance, so that the ledger writes transfers that come together side by side. */
export function newTransferId(now = Date.now(), random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  const chance = random(new Uint8Array(new ArrayBuffer(3))).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) & 0x3f_ffffn
  return ((BigInt(Math.max(now - EPOCH, 1)) << 22n) | chance).toString()
}

/** A month as the ledger writes it, 202610, into its year and month. */
export function monthParts(month: number): { year: number; month: number } {
  return { year: Math.floor(month / 100), month: month % 100 }
}

/** The month after. */
export function monthAfter(of: number): number {
  const { year, month } = monthParts(of)
  return month === 12 ? (year + 1) * 100 + 1 : of + 1
}

/** The month of a day like `2026-10-31`. */
export function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7))
}

/** The month that may be closed next: the one after the last closed one, or that in which the books were opened. */
export function monthToClose(closedTo: number, openedOn: string): number {
  return closedTo > 0 ? monthAfter(closedTo) : monthOf(openedOn)
}

/** An instant in ms of a day and a time typed as people write them, in the time zone of the product; undefined where it is none. */
export function instantOf(day: string, time: string): number | undefined {
  const read = parseDay(tidyDay(day))
  const clock = /^([01]?\d|2[0-3])[:\uff1a]([0-5]\d)$/.exec(time.trim())
  if (read === undefined || !clock) return undefined
  return Date.parse(`${read}T${(clock[1] ?? '').padStart(2, '0')}:${clock[2]}:00+08:00`)
}
