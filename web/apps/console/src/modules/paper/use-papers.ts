import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/zh'

export type CertificateRow = Schema<'CertificateRow'>
export type MemberRow = Schema<'MemberRow'>
export type SheetRow = Schema<'MemberSheetRow'>

/** The certificates of a member, newest first. */
export function useCertificates(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['member', 'certificates', id.value]),
    queryFn: () => send(api.GET('/api/members/{id}/certificates', { params: { path: { id: id.value } } })),
  })
}

/** Issues a certificate. */
export function useIssue(id: Ref<string>) {
  return useCommand({
    send: (purpose: string, headers) => send(api.POST('/api/members/{id}/certificates', { params: { path: { id: id.value } }, body: { purpose }, headers })),
    touches: [['member']],
    done: (made: CertificateRow) => t.issued(made.number),
    tell: false,
  })
}

/** Revokes a certificate. */
export function useRevoke(id: Ref<string>) {
  return useCommand({
    send: (certificate: string, headers) => send(api.POST('/api/members/{id}/certificates/{certificate_id}/revoke', { params: { path: { id: id.value, certificate_id: certificate } }, headers })),
    touches: [['member']],
    done: t.revoked,
  })
}

/** Rows of a printed member list at most. */
export const ROSTER_MOST = 2_000
const STEP = 200

type Page<T> = { items: T[]; next?: string | null }

/** Rows of all pages of a list of a union, at most [`ROSTER_MOST`] of those that count; how many were read so far. */
function useWhole<T>(name: string, [id, wanted]: [Ref<string>, Ref<boolean>], turn: (after: string | undefined, signal: AbortSignal) => Promise<Page<T>>, counts: (row: T) => boolean) {
  const read = ref(0)
  const query = useQuery({
    queryKey: computed(() => ['member', name, id.value]),
    enabled: wanted,
    queryFn: async ({ signal }) => {
      const rows: T[] = []
      let after: string | undefined
      do {
        const page = await turn(after, signal)
        rows.push(...page.items.filter(counts))
        read.value = rows.length
        after = page.next ?? undefined
      } while (after !== undefined && rows.length < ROSTER_MOST)
      return { rows: rows.slice(0, ROSTER_MOST), cut: after !== undefined || rows.length > ROSTER_MOST }
    },
  })
  return { query, read }
}

/** Present members of a union and the unions beneath it, by name. */
export function useRoster(id: Ref<string>, wanted: Ref<boolean>) {
  return useWhole<MemberRow>(
    'roster',
    [id, wanted],
    (after, signal) => send(api.GET('/api/members', { params: { query: { union_id: id.value, after, limit: STEP } }, signal })),
    (row) => row.status === 'active' || row.status === 'retained',
  )
}

/** The same members with the twenty columns of the real-name sheet. */
export function useMemberSheet(id: Ref<string>, wanted: Ref<boolean>) {
  return useWhole<SheetRow>(
    'sheet',
    [id, wanted],
    (after, signal) => send(api.GET('/api/members/sheet', { params: { query: { union_id: id.value, after, limit: STEP } }, signal })),
    () => true,
  )
}

/** What stands on a member card. */
export type CardRow = Pick<MemberRow, 'id' | 'name' | 'masked_id' | 'union_name' | 'joined_day'> & { open: boolean }

/** The rows of the member list as cards; they go along with the step to the page, and come back when it is loaded anew. */
export function cardsOf(rows: readonly MemberRow[]): CardRow[] {
  return rows.map((row) => ({ id: row.id, name: row.name, masked_id: row.masked_id, union_name: row.union_name, joined_day: row.joined_day, open: row.status === 'active' || row.status === 'retained' }))
}

function isCard(value: unknown): value is CardRow {
  if (typeof value !== 'object' || value === null) return false
  const row = value as Partial<Record<keyof CardRow, unknown>>
  return ['id', 'name', 'masked_id', 'union_name', 'joined_day'].every((key) => typeof row[key as keyof CardRow] === 'string') && typeof row.open === 'boolean'
}

/** The cards that came along with the step to this page. */
export function cardsHere(state: unknown): CardRow[] {
  const cards = typeof state === 'object' && state !== null && 'cards' in state ? state.cards : undefined
  return Array.isArray(cards) ? cards.filter(isCard) : []
}
