// A worker scans the poster at the gate, the chair taps once, the worker signs in and sees the card.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const WORKER = { name: '沈秋月', id: citizenId('330226', '19930608', 904), phone: '13957400911' }

async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`input[name=${name}]`).fill(value)
}

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  let address = ''

  await step('the chair shows, renews and prints the poster', async () => {
    await staff.go(desk, `/union-poster/${session.home_union_id}`, findings)
    await desk.getByText('扫码加入工会').waitFor()
    await settle(desk)
    await look(desk, 'join-poster', findings, { screens: ['laptop', 'phone'] })
    const old = (await desk.locator('.address bdi').textContent()).trim()
    await desk.getByRole('button', { name: '更换二维码' }).click()
    await desk.locator('.el-message-box').getByRole('button', { name: '更换二维码' }).click()
    await desk.getByText('已更换，请重新打印张贴').waitFor()
    await settle(desk)
    address = (await desk.locator('.address bdi').textContent()).trim()
    findings.expect('poster', address !== old && address.startsWith(server.base), `the address is ${address}`)
  })

  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  await step('the worker fills in three steps, faults standing at their fields', async () => {
    staff.last = phone
    await phone.goto(address)
    await phone.getByRole('heading', { name: '填写本人信息' }).waitFor()
    await phone.getByRole('button', { name: '下一步' }).click()
    await phone.getByText('请填写姓名').waitFor()
    await look(phone, 'h5-join-faults', findings, { full: true })
    await fill(phone, { name: WORKER.name, number: WORKER.id })
    const firm = phone.locator('.employers button').first()
    if (await firm.isVisible()) await firm.click()
    await settle(phone)
    await look(phone, 'h5-join', findings, { full: true })
    await phone.getByRole('button', { name: '下一步' }).click()
    await phone.getByRole('heading', { name: '验证手机号' }).waitFor()
    await fill(phone, { phone: WORKER.phone })
    await phone.getByRole('button', { name: '获取验证码' }).click()
    await fill(phone, { code: (await phone.locator('.demo strong').textContent()).trim() })
    await phone.locator('input[name=agreed]').check()
    await look(phone, 'h5-join-code', findings, { full: true })
    await phone.getByRole('button', { name: '提交申请' }).click()
    await phone.getByText('工会正在审核').waitFor()
    await settle(phone)
    await look(phone, 'h5-join-sent', findings, { full: true })
  })

  await step('the chair looks, refuses one with a reason, and approves the worker', async () => {
    staff.last = desk
    await staff.go(desk, '/joins', findings)
    const row = desk.locator('.el-table__body tr', { hasText: WORKER.name })
    await row.waitFor()
    await look(desk, 'joins', findings, { screens: ['laptop', 'phone'] })
    await row.locator('td').first().click()
    await desk.getByText('同意的须知版本').waitFor()
    await settle(desk)
    await look(desk, 'join-detail', findings)
    await desk.keyboard.press('Escape')
    await desk.locator('.el-drawer').waitFor({ state: 'hidden' })
    const other = desk.locator('.el-table__body tr').first()
    await other.getByRole('button', { name: '不通过' }).click()
    await desk.locator('.el-dialog .el-select').click()
    await desk.getByRole('option', { name: '不在本单位工作' }).click()
    await look(desk, 'join-refuse', findings)
    await desk.locator('.el-dialog').getByRole('button', { name: '不通过' }).click()
    await desk.getByText('的申请不通过').waitFor()
    await settle(desk)
    await row.getByRole('button', { name: '通过', exact: true }).click()
    await desk.locator('.el-message-box').getByRole('button', { name: '通过', exact: true }).click()
    await desk.getByText(`${WORKER.name}已成为会员`).waitFor()
    await settle(desk)
  })

  await step('approves the rest of the page at once', async () => {
    await desk.getByRole('button', { name: '批量通过' }).click()
    await desk.getByText('请核对名单').waitFor()
    await look(desk, 'join-bulk', findings)
    await desk.getByRole('button', { name: /通过这 \d+ 人/ }).click()
    await desk.getByText(/已通过 \d+ 人/).waitFor()
    await settle(desk)
    await look(desk, 'join-bulk-done', findings)
    await desk.locator('.el-dialog').getByRole('button', { name: '关闭', exact: true }).click()
  })

  await step('the worker sees the result, signs in with the code alone and has the card', async () => {
    staff.last = phone
    await phone.getByRole('button', { name: '刷新结果' }).click()
    await phone.getByText('您已是工会会员').waitFor()
    await settle(phone)
    await look(phone, 'h5-join-approved', findings, { full: true })
    await phone.getByRole('button', { name: '去登录' }).click()
    await fill(phone, { phone: WORKER.phone })
    // A minute must pass between two codes for one phone.
    await phone.waitForTimeout(45_000)
    for (let tries = 0; tries < 5 && !(await phone.locator('.demo strong').isVisible()); tries += 1) {
      await phone.getByRole('button', { name: '获取验证码' }).click({ timeout: 40_000 })
      await phone.waitForTimeout(1_000)
    }
    await fill(phone, { code: (await phone.locator('.demo strong').textContent()).trim() })
    await phone.getByRole('button', { name: '登录' }).click()
    await phone.getByRole('heading', { name: '工会会员卡' }).waitFor()
    await settle(phone)
    await phone.getByRole('tab', { name: '我的信息' }).click()
    await phone.getByText('入会申请与个人信息使用').waitFor()
    await settle(phone)
    await look(phone, 'h5-join-consents', findings, { full: true })
  })
  await phone.context().close()
  await desk.context().close()
}
