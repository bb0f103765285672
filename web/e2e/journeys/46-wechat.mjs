// WeChat, against a stand-in on this machine and a program that is configured for it: the first sign-in with the phone and a consent,
// the next ones with a tap; reminders agreed to; templates and the menu in the console; the binding taken away.
import { look, open, settle } from '../browser.mjs'
import { must } from '../benefits.mjs'
import { citizenId } from '../person.mjs'
import { startServer } from '../server.mjs'
import { call, Staff } from '../staff.mjs'
import { APP_ID, SECRET, startWechat } from '../wechat.mjs'

const MEMBER = { name: '吴晓敏', id: citizenId('330226', '19900412', 462), phone: '13957400946' }
const AGENT = 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.50'
const TEMPLATE = 'MEMBERSHIP_TEMPLATE_1'

export async function run({ browser, findings, step }) {
  const wechat = await startWechat()
  const settings = (base) => ({
    public_url: base,
    wechat: { app_id: APP_ID, secret_env: 'NIANGJIA_TEST_WECHAT', api: wechat.address, open: wechat.address, script: wechat.address },
  })
  const server = await startServer({ settings, env: { NIANGJIA_TEST_WECHAT: SECRET } })
  try {
    await travel({ browser, findings, step, wechat, server })
  } finally {
    wechat.stop()
    const { code, log } = await server.stop()
    findings.expect('server', code === 0 && !/panick/.test(log), log.slice(-1000))
  }
}

async function travel({ browser, findings, step, wechat, server }) {
  const staff = new Staff(browser, server)
  const admin = await staff.page('sysadmin', 'desk', findings)

  await step('the system administrator tries the connection, sets a template and publishes a menu', async () => {
    await staff.go(admin, '/wechat', findings)
    await admin.getByText('微信上现在没有菜单').waitFor()
    await admin.getByRole('button', { name: '试一下连接' }).click()
    await admin.getByText('连接正常').waitFor()
    await admin.getByRole('button', { name: '设置 会籍与个人信息' }).click()
    await admin.getByLabel('模板编号').fill(TEMPLATE)
    await settle(admin)
    await look(admin, 'wechat-template', findings)
    await admin.locator('.el-dialog').getByRole('button', { name: '保存' }).click()
    await admin.getByText(TEMPLATE).waitFor()
    await admin.getByRole('button', { name: '加一个菜单' }).click()
    await admin.getByLabel('名称 1', { exact: true }).fill('普惠')
    await admin.getByRole('combobox', { name: '手机端页面 1' }).click()
    await admin.getByRole('option', { name: '普惠活动' }).click()
    await admin.locator('form').getByRole('button', { name: '保存' }).click()
    await admin.getByText('有没有发布的修改').waitFor()
    await admin.getByRole('button', { name: '发布到微信' }).click()
    await admin.locator('.el-message-box').getByRole('button', { name: '发布到微信' }).click()
    await admin.getByText('已发布到微信').waitFor()
    findings.same('the menu there', wechat.state.menu?.button?.[0], { name: '普惠', type: 'view', url: `${server.base}/api/wechat/begin?to=%2Fbenefits` })
    await settle(admin)
    await look(admin, 'wechat', findings, { full: true, screens: ['desk', 'laptop', 'double'] })
  })

  const desk = await staff.page('zhuxi', 'desk', findings)
  const home = (await call(desk, 'GET', '/api/session')).body.home_union_id
  const page = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2, userAgent: AGENT })
  staff.last = page

  await step('the first time: the phone, what is kept, and consent', async () => {
    const form = { union_id: home, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: '2026-01-05', change_kind: '1' }
    must(await call(desk, 'POST', '/api/members', form), 201, 'member')
    await page.goto(`${server.base}/h5/`)
    await page.getByRole('link', { name: '微信登录' }).waitFor()
    await look(page, 'h5-wechat-sign-in', findings)
    await page.getByRole('link', { name: '微信登录' }).click()
    await page.waitForURL(/next=/)
    await page.locator('input[name=phone]').fill(MEMBER.phone)
    await page.getByRole('button', { name: '获取验证码' }).click()
    await page.locator('input[name=code]').fill((await page.locator('.demo strong').textContent()).trim())
    await page.getByRole('button', { name: '登录' }).click()
    await page.locator('input[name=name]').fill(MEMBER.name)
    await page.locator('input[name=tail]').fill(MEMBER.id.slice(-6))
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByText('关联您的微信').waitFor()
    findings.expect('consent', await page.getByRole('button', { name: '关联', exact: true }).isDisabled(), 'bound without consent')
    await look(page, 'h5-wechat-consent', findings, { full: true })
    await page.getByLabel('我已看清，同意关联').check()
    await page.getByRole('button', { name: '关联', exact: true }).click()
    await page.getByRole('heading', { name: '工会会员卡' }).waitFor()
  })

  await step('from then on with a tap, to the page that was asked for', async () => {
    await page.context().clearCookies()
    await page.goto(`${server.base}/h5/#/data`)
    await page.reload()
    await page.getByRole('link', { name: '微信登录' }).click()
    await page.getByRole('heading', { name: '我的信息' }).waitFor()
    await page.getByText('已关联').click()
    await page.getByText('会籍与个人信息').waitFor()
    await look(page, 'h5-wechat', findings, { full: true })
  })

  await step('a reminder is agreed to, and the next message about the membership is told there', async () => {
    await page.getByText('还可提醒 0 次').waitFor()
    await page.getByRole('button', { name: '允许提醒' }).click()
    await page.getByText('已记下：1 项各提醒一次').waitFor()
    await page.getByText('还可提醒 1 次').waitFor()
  })

  await step('somebody else with the same phone in hand is not signed in', async () => {
    wechat.state.person = 'o-somebody'
    await page.context().clearCookies()
    await page.goto(`${server.base}/h5/`)
    await page.reload()
    await page.getByRole('link', { name: '微信登录' }).click()
    await page.waitForURL(/next=/)
    findings.same('session', (await call(page, 'GET', '/api/session')).status, 401)
    wechat.state.person = 'o-zhou'
  })

  await step('the binding is taken away', async () => {
    await page.goto(`${server.base}/api/wechat/begin?to=/wechat`)
    await page.getByRole('button', { name: '解除关联' }).click()
    await page.locator('.van-dialog').getByRole('button', { name: '确定' }).click()
    await page.getByText('关联您的微信').waitFor()
    findings.same('session', (await call(page, 'GET', '/api/me/wechat')).body.bound_at ?? null, null)
  })
}
