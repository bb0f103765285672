import { api, send, type Schema } from '@niangjia/api'
import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export type FundFigures = Schema<'MutualFund'>
export type RunOff = Schema<'MutualRunOff'>

/** What stands in the address of the fund's pages. */
export function useFundAsked() {
  const route = useRoute()
  const router = useRouter()
  const at = (name: string) =>
    computed({
      get: () => (typeof route.query[name] === 'string' ? String(route.query[name]) : ''),
      set: (value: string) => void router.replace({ query: { ...route.query, [name]: value || undefined } }),
    })
  return { fund: at('fund'), year: at('year'), scheme: at('scheme') }
}

/** The figures of a fund, of one year or of all. */
export function useFundFigures(fund: Ref<string>, year: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['fund', 'figures', fund.value, year.value]),
    queryFn: ({ signal }) => send(api.GET('/api/mutual_fund', { params: { query: { fund_id: fund.value, year: /^\d{4}$/.test(year.value) ? Number(year.value) : undefined } }, signal })),
    enabled: computed(() => fund.value !== ''),
    placeholderData: keepPreviousData,
  })
}
/** The balances of a fund at an instant. */
export function useFundAt(fund: Ref<string>, at: Ref<number | undefined>) {
  return useQuery({
    queryKey: computed(() => ['fund', 'at', fund.value, at.value]),
    queryFn: ({ signal }) => send(api.GET('/api/mutual_fund/at', { params: { query: { fund_id: fund.value, at: at.value ?? 0 } }, signal })),
    enabled: computed(() => fund.value !== '' && at.value !== undefined),
  })
}
export function useRunOff(fund: Ref<string>, scheme: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['fund', 'run-off', fund.value, scheme.value]),
    queryFn: ({ signal }) => send(api.GET('/api/mutual_fund/run_off', { params: { query: { fund_id: fund.value, scheme_code: scheme.value } }, signal })),
    enabled: computed(() => fund.value !== '' && scheme.value !== ''),
    placeholderData: keepPreviousData,
  })
}
export function useFundYears(fund: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['fund', 'years', fund.value]),
    queryFn: ({ signal }) => send(api.GET('/api/mutual_fund/years', { params: { query: { fund_id: fund.value } }, signal })),
    enabled: computed(() => fund.value !== ''),
  })
}
