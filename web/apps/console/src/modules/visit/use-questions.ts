import { computed, type ComputedRef } from 'vue'
import { useCodeset } from '../../components/use-codeset'
import type { Question } from './use-visits'

/** The five questions as the dictionaries word them today. */
export function useQuestions(): ComputedRef<Question[]> {
  const questions = useCodeset('visit_question')
  const helps = useCodeset('visit_help')
  return computed(() => questions.options.value.map(({ value, label }) => ({ code: value, label, help: helps.label(value) })))
}
