import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/zh'

export type Budget = Schema<'BenefitBudgetRow'>
export type Grant = Schema<'BenefitGrantRow'>
export type BudgetCampaign = Schema<'BenefitBudgetCampaign'>

/** Budgets of the unions in sight, of all years. */
export function useBudgets() {
  return useQuery({ queryKey: ['benefit', 'budgets'], queryFn: () => send(api.GET('/api/benefit_budgets')), staleTime: 0 })
}
export function useBudget(of: Ref<{ union: string; year: number } | undefined>) {
  return useQuery({
    queryKey: computed(() => ['benefit', 'budget', of.value]),
    queryFn: () => send(api.GET('/api/benefit_budgets/{union}/{year}', { params: { path: { union: of.value?.union ?? '', year: of.value?.year ?? 0 } } })),
    enabled: computed(() => of.value !== undefined),
    staleTime: 0,
  })
}
export function useGrant() {
  return useCommand({ send: (body: Schema<'NewBenefitGrant'>, headers) => send(api.POST('/api/benefit_budgets', { body, headers })), touches: [['benefit']], done: t.budget.granted, tell: false })
}
/** What was given in a time, by kind, campaign and merchant. */
export function useFigures(asked: Ref<Record<'union_id' | 'from' | 'to', string>>) {
  return useQuery({ queryKey: computed(() => ['benefit', 'figures', asked.value]), queryFn: () => send(api.GET('/api/benefit_figures', { params: { query: asked.value } })), enabled: computed(() => asked.value.union_id !== '') })
}
