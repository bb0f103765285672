import { join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { open, RESULTS, settle } from './browser.mjs'
import { totp } from './totp.mjs'

/** A password that satisfies the rules; used when a new account must choose one. */
const CHOSEN = 'Gonghui-2026-xin'

/** The staff accounts of a run. Each signs in once; later journeys reuse the session, for a code works only once. */
export class Staff {
  constructor(browser, world) {
    this.browser = browser
    this.world = world
    this.kept = new Map()
    this.last = undefined
  }

  account(role) {
    const found = this.world.accounts.find((account) => account.role === role)
    if (!found) throw new Error(`no account with the role ${role} in the JSON file`)
    return found
  }

  /** A page of the console, signed in with the role. */
  async page(role, screen, findings) {
    const storageState = this.kept.get(role)
    const page = await open(this.browser, screen, findings, storageState ? { storageState } : {})
    this.last = page
    await page.goto(`${this.world.base}/console/`)
    if (!storageState) {
      await this.signIn(page, this.account(role))
      this.kept.set(role, await page.context().storageState())
    }
    await settle(page)
    return page
  }

  /** Goes through the sign-in page as it asks. */
  async signIn(page, account, onStep = async () => undefined) {
    await page.getByLabel('账号', { exact: true }).fill(account.username)
    await page.getByLabel('密码', { exact: true }).fill(account.password)
    await onStep('password')
    await page.getByRole('button', { name: '下一步' }).click()
    const heading = page.getByRole('heading', { level: 1 })
    await page.waitForFunction(() => document.querySelector('h1')?.textContent?.trim() !== '账号登录')
    if ((await heading.textContent())?.trim() === '设置新密码') {
      await page.getByLabel('新密码', { exact: true }).fill(CHOSEN)
      await page.getByLabel('再输一遍', { exact: true }).fill(CHOSEN)
      await onStep('new-password')
      await page.getByRole('button', { name: '下一步' }).click()
      await page.waitForFunction(() => document.querySelector('h1')?.textContent?.trim() !== '设置新密码')
      account.password = CHOSEN
    }
    if ((await heading.textContent())?.trim() === '绑定动态口令') {
      account.totp_secret = (await page.locator('#secret').textContent())?.trim()
      await onStep('enrol')
    } else {
      await onStep('totp')
    }
    await page.locator('#code').fill(totp(account.totp_secret, Date.now()))
    const go = page.getByRole('button', { name: '登录', exact: true })
    if (await go.isVisible().catch(() => false)) await go.click().catch(() => undefined)
    await page.waitForSelector('.shell')
  }

  /** Goes to a page of the console by its hash. */
  async go(page, hash) {
    await page.goto(`${this.world.base}/console/#${hash}`)
    await settle(page)
  }

  async picture(name) {
    mkdirSync(RESULTS, { recursive: true })
    await this.last?.screenshot({ path: join(RESULTS, `${name}.png`) }).catch(() => undefined)
  }
}
