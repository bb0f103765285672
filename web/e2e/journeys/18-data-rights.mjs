// A member asks for a correction with evidence and for erasure; the chair refuses one thing, accepts the other, and erases.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '白秋华', id: citizenId('330226', '19900917', 908), phone: '13957400918' }
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

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

async function openRequest(staff, desk, findings, words) {
  staff.last = desk
  await staff.go(desk, '/data-requests', findings)
  await desk.reload()
  const row = desk.locator('.el-table__body tr', { hasText: MEMBER.name }).filter({ hasText: words })
  await row.waitFor()
  await row.locator('td').first().click()
  await desk.locator('.el-drawer').getByText('本人说明').waitFor()
  await settle(desk)
}

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })

  await step('a member is entered, signs in and finds the page', async () => {
    const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), change_kind: '1' }
    findings.same('the member', (await call(desk, 'POST', '/api/members', form)).status, 201)
    staff.last = phone
    await signIn(phone, server)
    await phone.getByRole('tab', { name: '我的信息' }).click()
    await phone.getByRole('button', { name: '更正或删除我的信息' }).click()
    await phone.getByText('您还没有提过申请').waitFor()
    await settle(phone)
    await look(phone, 'h5-requests', findings, { full: true })
  })

  await step('asks for a correction: faults stand at their fields, evidence is sent', async () => {
    await phone.getByRole('button', { name: '申请更正' }).click()
    await phone.getByRole('button', { name: '更正姓名', exact: true }).click()
    await phone.locator('#fix-name').fill('白秋桦')
    await phone.getByRole('button', { name: '更正学历', exact: true }).click()
    await phone.locator('#fix-education').selectOption({ label: '大学本科毕业' }).catch(async () => phone.locator('#fix-education').selectOption({ index: 4 }))
    await phone.getByRole('button', { name: '提交申请' }).click()
    await phone.getByText('请上传证明材料照片').waitFor()
    await settle(phone)
    await look(phone, 'h5-correction-faults', findings, { full: true })
    await phone.locator('input[type=file]').setInputFiles({ name: '身份证照片', mimeType: 'image/png', buffer: PICTURE })
    await phone.getByText('身份证照片').waitFor()
    await phone.locator('textarea[name=reason]').fill('登记时名字写错了一个字')
    await settle(phone)
    await look(phone, 'h5-correction', findings, { full: true })
    await phone.getByRole('button', { name: '提交申请' }).click()
    await phone.getByText('已经提交').waitFor()
    await settle(phone)
    await look(phone, 'h5-requests-sent', findings, { full: true })
  })

  await step('the chair compares old and new and accepts', async () => {
    staff.last = desk
    await staff.go(desk, '/data-requests', findings)
    await desk.locator('.el-table__body tr', { hasText: MEMBER.name }).waitFor()
    await look(desk, 'data-requests', findings, { screens: ['laptop', 'phone'] })
    await openRequest(staff, desk, findings, '更正')
    await look(desk, 'data-request-detail', findings, { screens: ['laptop', 'phone'] })
    await desk.locator('.el-drawer').getByRole('button', { name: '同意', exact: true }).click()
    await desk.locator('#request-answer').fill('核对过身份证原件')
    await settle(desk)
    await look(desk, 'data-request-accept', findings)
    await desk.locator('.el-dialog').getByRole('button', { name: '同意', exact: true }).click()
    await desk.getByText('已同意，资料已更正').waitFor()
    await settle(desk)
    const { body } = await call(desk, 'GET', `/api/members?q=${encodeURIComponent('白秋桦')}`)
    findings.same('the corrected name', body.items[0]?.name, '白秋桦')
    MEMBER.name = '白秋桦'
  })

  await step('the member reads the answer, and what erasure means', async () => {
    staff.last = phone
    await phone.reload()
    await phone.getByText('核对过身份证原件').waitFor()
    await phone.getByRole('button', { name: '申请删除' }).click()
    await phone.getByRole('button', { name: '获取验证码并申请删除' }).click()
    await phone.getByText('请先看清楚上面的说明').waitFor()
    await settle(phone)
    await look(phone, 'h5-erase', findings, { full: true })
    await phone.locator('input[name=understood]').check()
    for (let tries = 0; tries < 8 && !(await phone.locator('.demo strong').isVisible()); tries += 1) {
      const begin = phone.getByRole('button', { name: '获取验证码并申请删除' })
      await begin.click({ timeout: 70_000 })
      await phone.waitForTimeout(1_000)
    }
    await phone.locator('input[name=erase-code]').fill((await phone.locator('.demo strong').textContent()).trim())
    await settle(phone)
    await look(phone, 'h5-erase-code', findings, { full: true })
    await phone.getByRole('button', { name: '提交删除申请' }).click()
    await phone.getByText('已经提交').waitFor()
    await settle(phone)
    await look(phone, 'h5-erase-sent', findings, { full: true })
  })

  await step('the chair erases; the member is found nowhere and is signed out', async () => {
    await openRequest(staff, desk, findings, '删除')
    await look(desk, 'data-request-erase', findings)
    await desk.locator('.el-drawer').getByRole('button', { name: '同意', exact: true }).click()
    await desk.locator('.el-dialog').getByRole('button', { name: '确定删除，不能恢复' }).click()
    await desk.getByText('个人资料已清除').waitFor()
    await settle(desk)
    const { body } = await call(desk, 'GET', `/api/members?q=${encodeURIComponent(MEMBER.name)}&status=left`)
    findings.same('in the list', body.items.length, 0)
    await staff.go(desk, '/erased-soon', findings)
    await settle(desk)
    await look(desk, 'erased-soon', findings, { screens: ['laptop', 'phone'] })
  })
  await phone.context().close()
  await desk.context().close()
}
