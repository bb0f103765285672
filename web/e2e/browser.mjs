// What every journey uses: a browser, pages that watch themselves, and the checks made on each page that is looked at.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { cutLabels, foreignWords, primaryButtons, sidewaysBy } from './page-checks.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const RESULTS = join(fileURLToPath(import.meta.url), '..', '..', 'test-results')

/** The screens that people have: office desk, office laptop, phone; and the laptop with everything at 200 %. */
export const SCREENS = {
  desk: { width: 1440, height: 900 },
  laptop: { width: 1366, height: 768 },
  phone: { width: 375, height: 812 },
  double: { width: 683, height: 384 },
}

/** Starts the browser that the machine has; it speaks to nobody but the pages. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  })
}

/** The same address asked for this often while a page opens is a loop or a needless repetition. */
const ASKED_TOO_OFTEN = 3

/** A page with what was noticed on it: script errors, foreign requests, refused calls, requests under way. */
export async function open(browser, screen, findings, options = {}) {
  const context = await browser.newContext({ viewport: SCREENS[screen], locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(12_000)
  const watch = { pending: new Set(), calls: [], refused: [] }
  page.watch = watch
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!['127.0.0.1', 'localhost'].includes(url.hostname) && !['data:', 'blob:'].includes(url.protocol)) findings.add('network', `asked for ${url.origin}`)
    watch.pending.add(request)
    if (url.pathname.startsWith('/api/')) watch.calls.push(`${request.method()} ${url.pathname}${url.search}`)
  })
  const over = (request) => watch.pending.delete(request)
  page.on('requestfinished', over)
  page.on('requestfailed', over)
  page.on('response', (response) => {
    const url = new URL(response.url())
    if (response.status() >= 400) watch.refused.push(`${response.status()} ${response.request().method()} ${url.pathname}${url.search}`)
  })
  page.on('pageerror', (error) => findings.add('script', error.message))
  page.on('console', (message) => {
    // Refusals are judged by the step that provokes them.
    if (['error', 'warning'].includes(message.type()) && !/Failed to load resource/.test(message.text())) findings.add('console', message.text().slice(0, 300))
  })
  return page
}

/** Waits until nothing is asked for, loading or opening any more. */
export async function settle(page) {
  const until = Date.now() + 10_000
  let quiet = 0
  while (Date.now() < until && quiet < 3) {
    await page.waitForTimeout(50)
    const loading = await page.evaluate(() => [...document.querySelectorAll('.el-skeleton, .van-skeleton, [aria-busy="true"], .el-loading-mask')].find((one) => one.offsetParent !== null)?.className ?? '').catch(() => 'navigation')
    quiet = page.watch.pending.size === 0 && loading === '' ? quiet + 1 : 0
    if (Date.now() >= until) return `still ${loading || [...page.watch.pending].map((request) => request.url()).join(' ')}`
  }
  return ''
}

/** Forgets the requests seen so far. */
export function forget(page) {
  page.watch.calls = []
  page.watch.refused = []
}

/** What opening a page asked of the server: nothing too often, and nothing that is refused. */
export function checkCalls(page, name, findings) {
  const counts = new Map()
  for (const call of page.watch.calls) counts.set(call, (counts.get(call) ?? 0) + 1)
  for (const [call, count] of counts) findings.expect(name, count < ASKED_TOO_OFTEN, `asked ${count} times for ${call}`)
  for (const refusal of page.watch.refused) findings.add(name, `was refused ${refusal}`)
}

async function checkAxe(page, name, findings) {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  for (const violation of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')) {
    findings.add(name, `axe ${violation.id}: ${violation.help} at ${violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`)
  }
}

/** The cheap checks: fits the screen, no label cut, no foreign word. */
export async function glance(page, name, findings) {
  const sideways = await page.evaluate(sidewaysBy)
  findings.expect(name, sideways <= 1, `scrolls sideways by ${sideways} px`)
  const cut = await page.evaluate(cutLabels)
  findings.expect(name, cut.length === 0, `cut labels: ${cut.slice(0, 4).join(' | ')}`)
  const primary = await page.evaluate(primaryButtons)
  findings.expect(name, primary.length <= 1, `more than one primary button: ${primary.join(' | ')}`)
  const words = await page.evaluate(foreignWords)
  findings.expect(name, words.length === 0, `not Chinese: ${words.slice(0, 6).join(' | ')}`)
}

/** Takes a picture and makes every check, on the screen as it is or on each of several. */
export async function look(page, name, findings, { screens = [], axe = true, full = false } = {}) {
  mkdirSync(RESULTS, { recursive: true })
  const before = page.viewportSize()
  for (const screen of screens.length > 0 ? screens : [undefined]) {
    if (screen) await page.setViewportSize(SCREENS[screen])
    const busy = await settle(page)
    findings.expect(name, busy === '', busy)
    const title = screen ? `${name}-${screen}` : name
    await page.screenshot({ path: join(RESULTS, `${title}.png`), fullPage: full, animations: 'disabled' })
    await glance(page, title, findings)
    if (axe && (screen === undefined || screen === screens[0] || screen === 'phone')) await checkAxe(page, title, findings)
  }
  if (screens.length > 0 && before) await page.setViewportSize(before)
}

/** A page of the phone as it is, in its largest type, and at 200 %. */
export async function atSizes(page, name, findings) {
  await settle(page)
  await look(page, name, findings, { full: true })
  for (const [suffix, size] of [['large', '21px'], ['double', '32px']]) {
    await page.evaluate((to) => (document.documentElement.style.fontSize = to), size)
    await look(page, `${name}-${suffix}`, findings, { full: true, axe: false })
  }
  await page.evaluate(() => (document.documentElement.style.fontSize = ''))
}

/** Opens a page of the phone anew, by what its address has behind the #. */
export async function phoneAt(server, page, hash) {
  await page.goto(`${server.base}/h5/#${hash}`)
  await page.reload()
  await settle(page)
}
