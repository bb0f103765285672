import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/zh'

export type TemplateRow = Schema<'LetterTemplateRow'>
export type Template = Schema<'LetterTemplate'>
export type Version = Schema<'LetterTemplateVersion'>
export type Draft = Schema<'LetterDraft'>
export type Block = Schema<'LetterBlock'>
export type Field = Schema<'LetterField'>
export type Style = Schema<'LetterStyle'>
export type FieldKind = Schema<'LetterFieldKind'>
export type Retention = Schema<'LetterRetention'>

/** The kinds of letters. */
export function useTemplates() {
  return useQuery({ queryKey: ['letter-template', 'list'], queryFn: () => send(api.GET('/api/letter_templates')) })
}

/** One kind with its versions. */
export function useTemplate(kind: Ref<string>, known: Ref<boolean> = computed(() => true)) {
  return useQuery({
    queryKey: computed(() => ['letter-template', 'one', kind.value]),
    queryFn: () => send(api.GET('/api/letter_templates/{kind}', { params: { path: { kind: kind.value } } })),
    enabled: computed(() => kind.value !== '' && known.value),
    staleTime: 0,
  })
}

const touches = [['letter-template'], ['home'], ['notice']] as const

/** The page of a template that is being written. */
export function useTrial() {
  return useCommand({ send: (draft: Draft) => send(api.POST('/api/letter_trials', { body: { draft } })), touches: [], tell: false })
}

export function useProposeTemplate() {
  return useCommand({
    send: ({ kind, body }: { kind: string; body: Schema<'ProposeLetterTemplate'> }, headers) => send(api.POST('/api/letter_templates/{kind}/proposals', { params: { path: { kind } }, body, headers })),
    touches,
    done: t.template.editor.done,
    tell: false,
  })
}

interface Which {
  kind: string
  version: number
}

export function useDecideTemplate() {
  const approve = useCommand({
    send: ({ kind, version }: Which, headers) => send(api.POST('/api/letter_templates/{kind}/proposals/{version}/approve', { params: { path: { kind, version } }, body: { note: '' }, headers })),
    touches,
    done: t.template.approved,
  })
  const reject = useCommand({
    send: ({ kind, version, note }: Which & { note: string }, headers) =>
      send(api.POST('/api/letter_templates/{kind}/proposals/{version}/reject', { params: { path: { kind, version } }, body: { note }, headers })),
    touches,
    done: t.template.rejected,
  })
  const withdraw = useCommand({
    send: ({ kind, version }: Which, headers) => send(api.POST('/api/letter_templates/{kind}/proposals/{version}/withdraw', { params: { path: { kind, version } }, headers })),
    touches,
    done: t.template.withdrawn,
  })
  return { approve, reject, withdraw }
}
