import { api, send, type Schema } from '@niangjia/api'
import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { t } from './locales/zh'

export type TemplateRow = Schema<'WechatTemplateRow'>
export type MessageState = Schema<'MessageState'>

const TOUCHES = [['wechat']] as const

export function useOverview() {
  return useQuery({ queryKey: ['wechat', 'overview'], queryFn: () => send(api.GET('/api/wechat')) })
}

export function useCheck() {
  return useCommand({ send: () => send(api.POST('/api/wechat/check')), touches: [['wechat', 'overview']], done: t.checked })
}

export function useTemplates() {
  return useQuery({ queryKey: ['wechat', 'templates'], queryFn: () => send(api.GET('/api/wechat/templates')) })
}

export function useSetTemplate() {
  return useCommand({
    send: ({ topic, version, body }: { topic: string; version: number; body: Schema<'WechatTemplateForm'> }, headers) =>
      send(api.PUT('/api/wechat/templates/{topic}', { params: { path: { topic } }, body, headers: { ...headers, 'If-Match': `"${String(version)}"` } })),
    touches: TOUCHES,
    done: t.template.saved,
    tell: false,
  })
}

export function useDropTemplate() {
  return useCommand({ send: (topic: string) => send(api.DELETE('/api/wechat/templates/{topic}', { params: { path: { topic } } })), touches: TOUCHES, done: t.template.dropped })
}

export function useMenu() {
  return useQuery({ queryKey: ['wechat', 'menu'], queryFn: () => send(api.GET('/api/wechat/menu')) })
}

/** What WeChat shows now; asked there each time. */
export function useLiveMenu() {
  return useQuery({ queryKey: ['wechat', 'live'], queryFn: () => send(api.GET('/api/wechat/menu/live')), retry: false })
}

export function useEditMenu() {
  return useCommand({
    send: ({ version, buttons }: { version: number; buttons: Schema<'MenuEntry'>[] }, headers) => send(api.PUT('/api/wechat/menu', { body: { buttons }, headers: { ...headers, 'If-Match': `"${String(version)}"` } })),
    touches: [['wechat', 'menu']],
    done: t.menu.saved,
    tell: false,
  })
}

export function usePublishMenu() {
  return useCommand({ send: () => send(api.POST('/api/wechat/menu/publish')), touches: [['wechat', 'menu'], ['wechat', 'live']], done: t.menu.published })
}

/** What became of messages, newest first, page after page. */
export function useMessages(state: Ref<MessageState | ''>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['wechat', 'messages', state.value]),
    queryFn: ({ pageParam }) => send(api.GET('/api/wechat/messages', { params: { query: { state: state.value === '' ? undefined : state.value, limit: 50, after: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
  })
}
