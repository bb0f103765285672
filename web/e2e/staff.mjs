import { join } from 'node:path'
import { checkCalls, forget, open, RESULTS, settle } from './browser.mjs'
import { totp } from './totp.mjs'

/** A password that satisfies the rules; set where a new account must choose one. */
const CHOSEN = 'Gonghui-2026-xin'

const isHeading = (wanted) => document.querySelector('h1')?.textContent?.trim() === wanted
const isOtherHeading = (old) => document.querySelector('h1')?.textContent?.trim() !== old

/** The staff of a run. Each signs in once; later journeys reuse the session, for a code works only once. */
export class Staff {
  constructor(browser, server) {
    this.browser = browser
    this.server = server
    this.kept = new Map()
    this.last = undefined
  }

  account(username) {
    const found = this.server.accounts.get(username)
    if (!found) throw new Error(`the demo has no account ${username}`)
    return found
  }

  /** A page of the console where nobody is signed in. */
  async stranger(screen, findings) {
    const page = await open(this.browser, screen, findings)
    this.last = page
    await page.goto(`${this.server.base}/console/`)
    await page.waitForFunction(isHeading, '账号登录')
    return page
  }

  /** A page of the console, signed in. */
  async page(username, screen, findings) {
    if (!this.kept.has(username)) {
      const page = await this.stranger(screen, findings)
      await this.signIn(page, this.account(username))
      return page
    }
    const page = await open(this.browser, screen, findings, { storageState: this.kept.get(username) })
    this.last = page
    await page.goto(`${this.server.base}/console/`)
    await page.waitForSelector('.shell')
    await settle(page)
    return page
  }

  /** Goes through the sign-in page as it asks; `onStep` hears each of its pages. */
  async signIn(page, account, onStep = async () => undefined) {
    const heading = async () => (await page.locator('h1').first().textContent())?.trim()
    await page.getByLabel('账号', { exact: true }).fill(account.username)
    await page.getByLabel('密码', { exact: true }).fill(account.password)
    await onStep('password')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.waitForFunction(isOtherHeading, '账号登录')
    if ((await heading()) === '设置新密码') {
      await page.getByLabel('新密码', { exact: true }).fill(CHOSEN)
      await page.getByLabel('再输一遍', { exact: true }).fill(CHOSEN)
      await onStep('new-password')
      await page.getByRole('button', { name: '下一步' }).click()
      await page.waitForFunction(isOtherHeading, '设置新密码')
      account.password = CHOSEN
    }
    if ((await heading()) === '绑定动态口令') {
      const secret = (await page.locator('#secret').textContent())?.trim() ?? ''
      await onStep('enrol')
      await page.locator('#code').fill(totp(secret, Date.now()))
      await page.getByRole('button', { name: '登录', exact: true }).click()
    } else {
      await onStep('totp')
      // The demo shows the code that the phone would show; the sixth digit signs in.
      await page.locator('#code').fill((await page.locator('.demo strong').textContent())?.trim() ?? '')
    }
    await page.waitForSelector('.shell')
    await settle(page)
    this.kept.set(account.username, await page.context().storageState())
  }

  /** Goes to a page of the console by its hash, and checks what that asks of the server. */
  async go(page, hash, findings) {
    forget(page)
    await page.goto(`${this.server.base}/console/#${hash}`)
    await settle(page)
    if (findings) checkCalls(page, hash, findings)
  }

  async picture(name) {
    await this.last?.screenshot({ path: join(RESULTS, `${name}.png`) }).catch(() => undefined)
  }
}

/** Calls the API from inside a page, with its session; gives status and body. */
export function call(page, method, path, body) {
  return page.evaluate(
    async ([method, path, body]) => {
      const headers = { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'Idempotency-Key': `e2e-${Math.random()}` }
      const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
      return { status: answer.status, body: await answer.json().catch(() => undefined) }
    },
    [method, path, body],
  )
}

/** Chooses a union in the picker that has this label, by searching for its name. */
export async function pickUnion(page, field, name) {
  await field.click()
  const search = page.locator('.el-popper:visible').getByPlaceholder('输入工会名称、拼音首字母或编码')
  await search.fill(name)
  await page.locator('.el-popper:visible .found button', { hasText: name }).first().click()
}
