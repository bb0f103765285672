// What a page costs: bytes of the first visit, requests, and nothing asked for by a page that is only looked at.
import { open, settle } from '../browser.mjs'

/** Most bytes of a first visit, packed as they travel (design: 270 kB console, 85 kB phone), and most requests. */
const CONSOLE = { bytes: 310_000, requests: 20 }
const PHONE = { bytes: 110_000, requests: 16 }
/** A page that is left alone this long asks for nothing; the count of messages comes every minute. */
const ALONE_MS = 1_200

async function weigh(page, url) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  let requests = 0
  session.on('Network.responseReceived', () => {
    requests += 1
  })
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength
  })
  await page.goto(url)
  await settle(page)
  return { bytes, requests }
}

export async function run({ browser, server, staff, findings, step }) {
  await step('the first visits are light', async () => {
    for (const [name, path, screen, most] of [['console', '/console/', 'laptop', CONSOLE], ['phone', '/h5/', 'phone', PHONE]]) {
      const page = await open(browser, screen, findings)
      const { bytes, requests } = await weigh(page, server.base + path)
      process.stdout.write(`       ${name}: ${Math.round(bytes / 1000)} kB in ${requests} requests\n`)
      findings.expect(name, bytes <= most.bytes, `${bytes} bytes, at most ${most.bytes}`)
      findings.expect(name, requests <= most.requests, `${requests} requests, at most ${most.requests}`)
      await page.context().close()
    }
  })

  await step('a page left alone asks for nothing', async () => {
    const page = await staff.page('xian', 'laptop', findings)
    for (const hash of ['/', '/members', '/imports', '/unions', '/transfers', '/figures', '/notices']) {
      await staff.go(page, hash, findings)
      page.watch.calls = []
      await page.waitForTimeout(ALONE_MS)
      findings.same(`${hash} left alone`, page.watch.calls, [])
    }
    await page.context().close()
  })

  await step('says what to do in a browser that is too old', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' })
    const page = await context.newPage()
    for (const path of ['/console/', '/h5/']) {
      await page.goto(server.base + path)
      findings.expect(path, await page.getByText('浏览器太旧').waitFor({ timeout: 8000 }).then(() => true, () => false), 'a browser that cannot run the page shows nothing')
    }
    await context.close()
  })
}
