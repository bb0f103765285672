import { api, send, type Schema } from '@niangjia/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { onMounted, ref } from 'vue'

/** Whether the page is open inside WeChat. */
export function isInWechat(agent: string = navigator.userAgent): boolean {
  return /MicroMessenger/i.test(agent)
}

/** The address that leads through WeChat to a page of ours. */
export function wechatDoor(to: string): string {
  return `/api/wechat/begin?to=${encodeURIComponent(to)}`
}

/** Whether there is a way in through WeChat; asked inside WeChat only. */
export function useWechatEntry() {
  const on = ref(false)
  onMounted(async () => {
    if (!isInWechat()) return
    // Without an answer there is the phone.
    on.value = await send(api.GET('/api/wechat/entry')).then(
      (entry) => entry.on,
      () => false,
    )
  })
  return on
}

/** How the member stands with WeChat. */
export function useMyWechat() {
  return useQuery({ queryKey: ['me', 'wechat'], queryFn: () => send(api.GET('/api/me/wechat')) })
}

function useChange<Input>(change: (input: Input) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => queryClient.invalidateQueries({ queryKey: ['me', 'wechat'] }) })
}

/** Binds the account of WeChat that has just proved itself; whoever asks has read what is kept. */
export function useBindWechat() {
  return useChange(() => send(api.POST('/api/me/wechat', { body: { consent: true } })))
}

/** Takes the binding away. */
export function useUnbindWechat() {
  return useChange(() => send(api.DELETE('/api/me/wechat')))
}

/** Tells what was accepted on WeChat's page. */
export function useAgree() {
  return useChange((template_ids: string[]) => send(api.POST('/api/me/wechat/agreements', { body: { template_ids } })))
}

/** What WeChat's page said: templates that were accepted, out of the text of its event. */
export function acceptedOf(details: unknown): string[] {
  if (typeof details !== 'string') return []
  try {
    const said = JSON.parse(details) as Record<string, unknown>
    return Object.keys(said).filter((id) => {
      const one: unknown = typeof said[id] === 'string' ? JSON.parse(said[id]) : said[id]
      return typeof one === 'object' && one !== null && (one as { status?: unknown }).status === 'accept'
    })
  } catch {
    return []
  }
}

interface WechatScript {
  config: (page: { debug: boolean; appId: string; timestamp: number; nonceStr: string; signature: string; jsApiList: string[]; openTagList: string[] }) => void
  ready: (then: () => void) => void
  error: (then: () => void) => void
}

/** Loads WeChat's own script and says who this page is; afterwards its tags work on this page. */
export async function openTags(page: Schema<'SignedWechatPage'>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = page.script
    script.onload = () => resolve()
    script.onerror = () => reject(new Error('script'))
    document.head.append(script)
  })
  const wx = (window as unknown as { wx?: WechatScript }).wx
  if (wx === undefined) throw new Error('script')
  await new Promise<void>((resolve, reject) => {
    wx.error(() => reject(new Error('config')))
    wx.ready(resolve)
    wx.config({ debug: false, appId: page.app_id, timestamp: page.timestamp, nonceStr: page.nonce, signature: page.signature, jsApiList: [], openTagList: ['wx-open-subscribe'] })
  })
}

/** The signature of the page that is open. */
export function signPage(): Promise<Schema<'SignedWechatPage'>> {
  return send(api.GET('/api/me/wechat/page', { params: { query: { url: location.href.split('#')[0] } } }))
}
