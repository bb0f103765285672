// A member on the phone: phone and code, name and last six of the ID, card, data, messages, large type, sign out.
import { look, open, settle } from '../browser.mjs'
import { call } from '../staff.mjs'
import { PERSON } from './02-registrar.mjs'

export async function run({ browser, server, staff, findings, step, shared }) {
  const page = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  staff.last = page

  await step('signs in with phone, code, name and last six', async () => {
    if (!shared.member) throw new Error('the journey of the registrar leaves a member; run it too')
    await page.goto(`${server.base}/h5/`)
    await page.getByText('用在工会登记的手机号登录').waitFor()
    await look(page, 'h5-sign-in', findings)
    await page.locator('input[name=phone]').fill('1395745')
    await page.getByRole('button', { name: '登录' }).click()
    await look(page, 'h5-sign-in-faults', findings)
    await page.locator('input[name=phone]').fill(PERSON.phone)
    await page.getByRole('button', { name: '获取验证码' }).click()
    const code = (await page.locator('.demo strong').textContent())?.trim()
    await page.locator('input[name=code]').fill(code)
    await look(page, 'h5-sign-in-code', findings)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('heading', { name: '确认是您本人' }).waitFor()
    await page.locator('input[name=name]').fill(PERSON.name)
    await page.locator('input[name=tail]').fill(PERSON.id.slice(-6))
    await look(page, 'h5-identify', findings)
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByRole('heading', { name: '工会会员卡' }).waitFor()
  })

  await step('shows the card with a fresh code', async () => {
    await settle(page)
    await look(page, 'h5-card', findings)
    findings.expect('card', await page.getByRole('img', { name: '出示给工作人员扫一扫' }).isVisible(), 'there is no QR code')
    await page.getByText(shared.member.union.name).first().waitFor()
    findings.expect('card', !(await page.locator('body').textContent()).includes(PERSON.name), 'the whole name stands on the card')
  })

  await step('agrees with one tap to a move that is proposed', async () => {
    const desk = await staff.page('xian', 'desk', findings)
    const form = { union_id: shared.member.before.id, name: PERSON.name, document_number: PERSON.id, change_day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), change_kind: '2' }
    findings.same('the proposal', (await call(desk, 'POST', '/api/members', form)).body.transfer_proposed, true)
    await desk.context().close()
    staff.last = page
    await page.reload()
    await page.getByRole('heading', { name: '会籍转接待您确认' }).waitFor()
    await settle(page)
    await look(page, 'h5-transfer', findings, { full: true })
    await page.getByRole('button', { name: '不是我要转' }).click()
    await page.locator('.van-dialog').waitFor()
    await settle(page)
    await look(page, 'h5-transfer-refuse', findings)
    await page.locator('.van-dialog').getByRole('button', { name: '取消' }).click()
    await page.getByRole('button', { name: '同意转接' }).click()
    await page.getByText('您已同意').waitFor()
    await settle(page)
    await look(page, 'h5-transfer-agreed', findings, { full: true })
  })

  await step('shows the own data, numbers masked', async () => {
    await page.getByRole('tab', { name: '我的信息' }).click()
    await page.getByRole('heading', { name: '我的信息' }).waitFor()
    await settle(page)
    await look(page, 'h5-data', findings, { full: true })
    const text = await page.locator('main').textContent()
    findings.expect('data', !text.includes(PERSON.id) && !text.includes(PERSON.phone), 'a whole number is shown')
    findings.expect('data', text.includes('转'), 'the move to another union is not told')
  })

  await step('shows messages', async () => {
    await page.getByRole('tab', { name: '消息' }).click()
    await page.getByRole('heading', { name: '消息' }).waitFor()
    await settle(page)
    await look(page, 'h5-notices', findings)
    const first = page.locator('main li button').first()
    if (await first.isVisible()) {
      await first.click()
      await settle(page)
      await look(page, 'h5-notice', findings)
    }
  })

  await step('makes the type large without losing anything', async () => {
    await page.getByRole('tab', { name: '我的信息' }).click()
    await page.getByRole('switch', { name: '长辈版' }).click()
    await settle(page)
    await look(page, 'h5-data-large', findings, { full: true })
    await page.getByRole('tab', { name: '会员卡' }).click()
    await settle(page)
    await look(page, 'h5-card-large', findings, { full: true })
    await page.reload()
    await settle(page)
    findings.expect('large type', await page.evaluate(() => document.documentElement.classList.contains('large')), 'is forgotten')
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '32px'
    })
    await look(page, 'h5-card-double', findings, { full: true })
    await page.evaluate(() => {
      document.documentElement.style.fontSize = ''
    })
  })

  await step('keeps what was seen when the line breaks', async () => {
    await page.context().setOffline(true)
    await page.getByText('没有网络').waitFor()
    findings.expect('offline', await page.getByText(shared.member.union.name).first().isVisible(), 'the card is gone')
    await look(page, 'h5-offline', findings)
    await page.context().setOffline(false)
    await page.getByText('没有网络').waitFor({ state: 'detached' })
  })

  await step('signs out', async () => {
    await page.getByRole('tab', { name: '我的信息' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.locator('.van-dialog').waitFor()
    await settle(page)
    await look(page, 'h5-sign-out', findings)
    await page.getByRole('button', { name: '确定' }).click()
    await page.getByText('用在工会登记的手机号登录').waitFor()
    await page.goto(`${server.base}/h5/#/data`)
    await page.getByText('用在工会登记的手机号登录').waitFor()
  })
  await page.context().close()
}
