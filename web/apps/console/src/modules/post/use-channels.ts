import { api, send, type Schema } from '@niangjia/api'
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { useCommand } from '../../composables/use-command'
import { PAGE_SIZE, useKeysetList, type ListState } from '../../composables/use-keyset-list'
import { monthOf } from '../merchant/use-returns'
import { c } from './locales/channels'

export type Channel = Schema<'PostChannel'>
export type ChannelKind = Schema<'PostChannelKind'>
export type ChannelReturn = Schema<'PostChannelReturnRow'>

export const KINDS = Object.keys(c.kinds) as ChannelKind[]
export const CHANNEL_FILTERS = ['kind', 'open', 'union_id'] as const
export const RETURN_FILTERS = ['from', 'to', 'channel_id', 'union_id'] as const
export const TOUCHES = [['post-channel'], ['post-channel-return']] as const

/** A whole number as people type it, with separators or without; nothing typed is 0. */
export function countOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  return /^\d{0,11}$/.test(plain) ? Number(plain) : undefined
}

function channelConditions({ q, filters }: Pick<ListState<(typeof CHANNEL_FILTERS)[number]>, 'q' | 'filters'>) {
  const open = { true: true, false: false }[filters.open ?? '']
  return { q: q || undefined, kind: KINDS.find((known) => known === filters.kind), open, union_id: filters.union_id }
}

export function useChannels() {
  return useKeysetList({
    key: 'post-channel',
    filters: CHANNEL_FILTERS,
    load: (state, signal) => send(api.GET('/api/post_channels', { params: { query: { ...channelConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/post_channels/count', { params: { query: { ...channelConditions(state), exact } }, signal })),
    exports: { path: '/api/post_channels/export', permission: 'post.export', conditions: channelConditions },
  })
}

function returnConditions({ q, filters }: Pick<ListState<(typeof RETURN_FILTERS)[number]>, 'q' | 'filters'>) {
  const { union_id, channel_id, from, to } = filters
  return { q: q || undefined, union_id, channel_id, from: monthOf(from ?? ''), to: monthOf(to ?? '') }
}

export function useChannelReturns() {
  return useKeysetList({
    key: 'post-channel-return',
    filters: RETURN_FILTERS,
    load: (state, signal) => send(api.GET('/api/post_channel_returns', { params: { query: { ...returnConditions(state), after: state.after || undefined, limit: PAGE_SIZE } }, signal })),
    countAll: (state, exact, signal) => send(api.GET('/api/post_channel_returns/count', { params: { query: { ...returnConditions(state), exact } }, signal })),
    exports: { path: '/api/post_channel_returns/export', permission: 'post.export', conditions: returnConditions },
  })
}

/** What was told of a month of an account; nothing if nobody told. */
export async function returnOf(channel: string, month: number): Promise<ChannelReturn | undefined> {
  const found = await send(api.GET('/api/post_channel_returns', { params: { query: { channel_id: channel, from: month, to: month, limit: 1 } } }))
  return found.items[0]
}

/** What accounts came to, one by one. */
export function useChannelFigures(union: Ref<string>, from: Ref<string>, to: Ref<string>) {
  return useQuery({
    queryKey: computed(() => ['post-channel', 'figures', union.value, from.value, to.value]),
    queryFn: () => send(api.GET('/api/post_channel_figures', { params: { query: { union_id: union.value || undefined, from: from.value || undefined, to: to.value || undefined } } })),
  })
}

export function useKeepChannel() {
  return useCommand({
    send: ({ id, etag, union, body }: { id: string; etag: string; union: string; body: Schema<'PostChannelForm'> }, headers) =>
      id === ''
        ? send(api.POST('/api/post_channels', { body: { ...body, union_id: union }, headers }))
        : send(api.PATCH('/api/post_channels/{id}', { params: { path: { id } }, body, headers: { 'If-Match': etag } })),
    touches: TOUCHES,
    done: c.saved,
    tell: false,
  })
}

export function usePutChannelReturn() {
  return useCommand({ send: (body: Schema<'PostChannelReturnTold'>, headers) => send(api.POST('/api/post_channel_returns', { body, headers })), touches: TOUCHES, done: c.return.saved, tell: false })
}
