import { computed, type ComputedRef, type Ref } from 'vue'
import type { FilterSpec } from '../../components/list-spec'
import type { KeysetList } from '../../composables/use-keyset-list'
import { useSession } from '../../shell/session'
import { CHANNELS, RATINGS, REPORTERS, type CaseFilterName } from './case-filters'
import { t } from './locales/zh'
import { useKind, useKinds, useWorkload, type CaseRow } from './use-cases'

/** The filters of the desk; what a procedure names comes from the one that is chosen, or from the only one. */
export function useCaseFilters(list: KeysetList<CaseRow, CaseFilterName>, only?: Ref<string>): ComputedRef<FilterSpec<CaseFilterName>[]> {
  const session = useSession()
  const kinds = useKinds()
  const chosen = computed(() => only?.value ?? list.state.value.filters.kind ?? (kinds.data.value?.length === 1 ? (kinds.data.value[0]?.kind ?? '') : ''))
  const kind = useKind(chosen)
  const procedure = computed(() => kind.data.value?.in_force?.definition)
  const field = computed(() => procedure.value?.fields?.find((one) => one.code === list.state.value.filters.field))
  const workload = useWorkload(computed(() => ({})))
  const owners = computed(() => {
    const found = new Map((workload.data.value ?? []).filter((row) => row.owner_id !== '0').map((row) => [row.owner_id, row.owner_name]))
    if (session.view) found.set(session.view.id, session.view.name)
    return [...[...found].map(([value, label]) => ({ value, label })), { value: '0', label: t.free }]
  })
  return computed(() => [
    { name: 'kind', label: t.filter.kind, further: true, options: (kinds.data.value ?? []).map((row) => ({ value: row.kind, label: row.title })) },
    { name: 'track', label: t.filter.track, further: true, options: (procedure.value?.tracks ?? []).map((track) => ({ value: track.code, label: track.title })) },
    { name: 'step', label: t.filter.step, further: true, options: (procedure.value?.steps ?? []).map((step) => ({ value: step.code, label: step.title })) },
    { name: 'channel', label: t.filter.channel, further: true, options: CHANNELS.map((value) => ({ value, label: t.channels[value] })) },
    { name: 'reporter', label: t.filter.reporter, further: true, options: REPORTERS.map((value) => ({ value, label: t.reporters[value] })) },
    { name: 'rating', label: t.filter.rating, further: true, options: RATINGS.map((value) => ({ value, label: t.ratings[value] })) },
    { name: 'union_id', label: t.filter.union_id, kind: 'union', further: true },
    { name: 'owner_id', label: t.filter.owner_id, further: true, options: owners.value },
    { name: 'employer_id', label: t.filter.employer_id, kind: 'link', chip: () => t.chosenEmployer },
    { name: 'field', label: t.filter.field, kind: 'link', chip: (value) => field.value?.title ?? value },
    { name: 'value', label: field.value?.title ?? t.filter.value, kind: 'link', chip: (value) => field.value?.options?.find((option) => option.code === value)?.label ?? value },
    { name: 'late', label: t.filter.late, further: true, options: [{ value: 'true', label: t.lateOnly }] },
    { name: 'from', label: t.filter.from, kind: 'day', further: true },
    { name: 'to', label: t.filter.to, kind: 'day', further: true },
  ])
}
