// What every journey uses: a browser, screenshots, and the checks made on each page that is looked at.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
export const RESULTS = join(fileURLToPath(import.meta.url), '..', '..', 'test-results')

/** The screens that people have (docs: office desk, office laptop, phone). */
export const SCREENS = {
  desk: { width: 1440, height: 900 },
  laptop: { width: 1366, height: 768 },
  phone: { width: 375, height: 812 },
}

/** Starts the browser that the machine has. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'] })
}

/** Collects what is wrong during a journey; the run fails when anything was. */
export class Findings {
  constructor() {
    this.list = []
  }
  add(where, what) {
    this.list.push(`${where}: ${what}`)
  }
  expect(where, condition, what) {
    if (!condition) this.add(where, what)
  }
}

/** A new page on a screen, whose script errors become findings. */
export async function open(browser, screen, findings, options = {}) {
  const context = await browser.newContext({ viewport: SCREENS[screen], locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, ...options })
  // The programs speak to their own server only: any other request is a fault.
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (!['127.0.0.1', 'localhost'].includes(url.hostname) && !['data:', 'blob:'].includes(url.protocol)) findings.add('network', `asked for ${url.origin}`)
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => findings.add('script', error.message))
  page.on('console', (message) => {
    // Refusals that a journey provokes are logged by the browser itself.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) findings.add('console', message.text().slice(0, 300))
  })
  return page
}

/** Waits until nothing is being fetched or animated any more. */
export async function settle(page) {
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.waitForFunction(() => !document.querySelector('.el-skeleton, .van-skeleton, [aria-busy="true"], .el-loading-mask'), undefined, { timeout: 10_000 }).catch(() => undefined)
  await page.waitForTimeout(250)
}

/** Takes a picture and checks the page: no sideways scroll, no serious axe finding, no English left on the screen. */
export async function look(page, name, findings, { full = false } = {}) {
  await settle(page)
  mkdirSync(RESULTS, { recursive: true })
  await page.screenshot({ path: join(RESULTS, `${name}.png`), fullPage: full })
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  findings.expect(name, sideways <= 1, `scrolls sideways by ${sideways} px`)
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  for (const violation of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')) {
    findings.add(name, `axe ${violation.id}: ${violation.help} at ${violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`)
  }
}

/** Writes the outcome beside the pictures. */
export function writeReport(report) {
  mkdirSync(RESULTS, { recursive: true })
  writeFileSync(join(RESULTS, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
}
