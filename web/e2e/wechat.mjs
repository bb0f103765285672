// A stand-in for WeChat in a browser journey: the page that tells who somebody is, the interface, and a script with its own button.
import { createServer } from 'node:http'

export const APP_ID = 'wx0123456789abcdef'
export const SECRET = '0123456789abcdef0123456789abcdef'

/** What WeChat's script brings along: it accepts every page that says who it is, and a button that agrees to what it is for. */
const SCRIPT = `
(() => {
  let ready
  window.wx = { config: (page) => setTimeout(() => page.signature && ready && ready()), ready: (then) => { ready = then }, error: () => undefined }
  customElements.define('wx-open-subscribe', class extends HTMLElement {
    connectedCallback() {
      const button = document.createElement('button')
      button.textContent = '允许提醒'
      button.style.cssText = 'width:100%;min-height:48px;border:0;background:#06783c;color:#fff;font-size:16px'
      button.onclick = () => {
        const said = Object.fromEntries(this.getAttribute('template').split(',').map((id) => [id, JSON.stringify({ status: 'accept' })]))
        this.dispatchEvent(new CustomEvent('success', { detail: { subscribeDetails: JSON.stringify(said) } }))
      }
      this.append(button)
    }
  })
})()`

/** Starts it; `person` is who holds the phone. */
export function startWechat() {
  const state = { person: 'o-zhou', codes: new Map(), menu: undefined, taken: [] }
  const answers = {
    '/cgi-bin/token': () => ({ access_token: 'AT1', expires_in: 7200 }),
    '/cgi-bin/get_api_domain_ip': () => ({ ip_list: ['127.0.0.1'] }),
    '/cgi-bin/ticket/getticket': () => ({ errcode: 0, ticket: 'TICKET', expires_in: 7200 }),
    '/sns/oauth2/access_token': (query) => {
      const openid = state.codes.get(query.get('code'))
      state.codes.delete(query.get('code'))
      return openid === undefined ? { errcode: 40163 } : { access_token: 'PAGE', expires_in: 7200, openid, scope: 'snsapi_base' }
    },
    '/cgi-bin/message/subscribe/bizsend': (_, body) => {
      state.taken.push(body)
      return { errcode: 0 }
    },
    '/cgi-bin/menu/create': (_, body) => {
      state.menu = body
      return { errcode: 0 }
    },
    '/cgi-bin/menu/get': () => (state.menu === undefined ? { errcode: 46003 } : { menu: state.menu }),
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1')
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      if (url.pathname === '/connect/oauth2/authorize') {
        const code = `CODE${state.codes.size}${Date.now()}`
        state.codes.set(code, state.person)
        const back = new URL(url.searchParams.get('redirect_uri'))
        back.search = new URLSearchParams({ code, state: url.searchParams.get('state') }).toString()
        response.writeHead(302, { Location: back.href }).end()
        return
      }
      if (url.pathname === '/open/js/jweixin-1.6.0.js') {
        response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' }).end(SCRIPT)
        return
      }
      const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : undefined
      const answer = answers[url.pathname]?.(url.searchParams, body) ?? { errcode: 404 }
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ state, address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }))
  })
}
