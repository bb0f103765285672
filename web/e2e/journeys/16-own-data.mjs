// A member downloads the own data: a code to the own phone, a wrong one refused, the file with everything in full.
import { readFileSync } from 'node:fs'
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '严冬梅', id: citizenId('330226', '19880412', 906), phone: '13957400916' }

async function signIn(page, server) {
  await page.goto(`${server.base}/h5/`)
  await page.locator('input[name=phone]').fill(MEMBER.phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.locator('input[name=code]').fill((await page.locator('.demo strong').textContent()).trim())
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '确认是您本人' }).waitFor()
  await page.locator('input[name=name]').fill(MEMBER.name)
  await page.locator('input[name=tail]').fill(MEMBER.id.slice(-6))
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByRole('heading', { name: '工会会员卡' }).waitFor()
}

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2, acceptDownloads: true })

  await step('a member is entered and signs in', async () => {
    const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), change_kind: '1' }
    findings.same('the member', (await call(desk, 'POST', '/api/members', form)).status, 201)
    staff.last = phone
    await signIn(phone, server)
  })

  const box = phone.getByRole('region', { name: '下载我的资料' })
  await step('asks for a code; too early it says when, and then the code comes', async () => {
    await phone.getByRole('tab', { name: '我的信息' }).click()
    await box.getByRole('button', { name: '获取验证码并下载' }).click()
    await box.getByText('秒后可重发').waitFor()
    await settle(phone)
    await look(phone, 'h5-own-wait', findings, { full: true })
    const again = box.getByRole('button', { name: '获取验证码并下载' })
    await again.waitFor({ timeout: 70_000 })
    await again.click()
    await box.locator('.demo strong').waitFor()
    await settle(phone)
    await look(phone, 'h5-own-code', findings, { full: true })
  })

  await step('a wrong code is refused and the session goes on; the right one gives the file', async () => {
    const code = (await box.locator('.demo strong').textContent()).trim()
    const field = phone.locator('input[name=own-code]')
    await field.fill('12')
    await box.getByRole('button', { name: '下载', exact: true }).click()
    await box.getByText('请填写短信里的 6 位验证码').waitFor()
    await field.fill(code === '000000' ? '000001' : '000000')
    await box.getByRole('button', { name: '下载', exact: true }).click()
    await box.getByText('验证码不对或已过期').waitFor()
    await settle(phone)
    await look(phone, 'h5-own-wrong', findings, { full: true })
    await field.fill(code)
    const [file] = await Promise.all([phone.waitForEvent('download'), box.getByRole('button', { name: '下载', exact: true }).click()])
    findings.expect('file', /^我的资料-\d{4}-\d\d-\d\d\.json$/.test(file.suggestedFilename()), `is called ${file.suggestedFilename()}`)
    const data = JSON.parse(readFileSync(await file.path(), 'utf8'))
    findings.same('the number', data['证件'][0]['证件号码'], MEMBER.id)
    findings.same('the phone', data['本人'][0]['移动电话'], MEMBER.phone)
    findings.same('the membership', data['会籍'].length, 1)
    await box.getByText('已下载').waitFor()
    await settle(phone)
    await look(phone, 'h5-own-done', findings, { full: true })
  })
  await phone.context().close()
  await desk.context().close()
}
