// A member declares a skill with a photo of the certificate; the chair compares, accepts and dates what had no day; data
// quality leads to documents that a person should check.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '郎技成', id: citizenId('330226', '19880611', 924), phone: '13957402406' }
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

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  let id = ''

  await step('a member signs in and declares a skill: faults first, then with a photo', async () => {
    const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), change_kind: '1', skill: '30', migrant_worker: '1' }
    const made = await call(desk, 'POST', '/api/members', form)
    findings.same('the member', made.status, 201)
    id = made.body.id
    staff.last = phone
    await signIn(phone, server)
    await phone.getByRole('tab', { name: '我的信息' }).click()
    await phone.getByRole('button', { name: '更正或删除我的信息' }).click()
    await phone.getByRole('button', { name: '申报技能等级等身份' }).click()
    await phone.locator('#flag-kind').selectOption({ label: '技能等级' })
    await phone.getByRole('button', { name: '提交申报' }).click()
    await phone.getByText('请选择申报什么').waitFor()
    await settle(phone)
    await look(phone, 'h5-declare-faults', findings, { full: true })
    await phone.locator('#flag-value').selectOption({ label: '高级工' })
    await phone.locator('#flag-from').fill('2025-06-01')
    await phone.locator('#flag-document').fill('S000033020250001')
    await phone.locator('input[type=file]').setInputFiles({ name: '技能证书照片', mimeType: 'image/png', buffer: PICTURE })
    await phone.getByText('技能证书照片').waitFor()
    await settle(phone)
    await look(phone, 'h5-declare', findings, { full: true })
    await phone.getByRole('button', { name: '提交申报' }).click()
    await phone.getByText('已经提交').waitFor()
    await settle(phone)
    await look(phone, 'h5-declared', findings, { full: true })
  })

  await step('the chair sees what is declared with the evidence, and accepts', async () => {
    staff.last = desk
    await staff.go(desk, '/data-requests', findings)
    const row = desk.locator('.el-table__body tr', { hasText: MEMBER.name })
    await row.waitFor()
    await row.locator('td').first().click()
    await desk.locator('.el-drawer').getByText('技能证书照片').waitFor()
    await settle(desk)
    await look(desk, 'flag-request', findings, { screens: ['laptop', 'phone'] })
    await desk.locator('.el-drawer').getByRole('button', { name: '同意', exact: true }).click()
    await desk.locator('.el-dialog').getByRole('button', { name: '同意', exact: true }).click()
    await desk.getByText('已同意，资料已更正').waitFor()
  })

  await step('the page of flags shows both values, and dates the one that had no day', async () => {
    await staff.go(desk, `/members/${id}`, findings)
    await desk.getByRole('tab', { name: '身份标记' }).click()
    await desk.locator('.el-table__body').getByText('高级工').waitFor()
    const undated = desk.locator('.el-table__body tr', { hasText: '农民工' })
    await undated.getByText('未记日期').waitFor()
    await settle(desk)
    await look(desk, 'flags-undated', findings, { screens: ['laptop', 'phone'] })
    await undated.getByRole('button', { name: '补录日期与证书' }).click()
    await desk.locator('#f-from').fill('2015-03-01')
    await desk.locator('#f-from').blur()
    await settle(desk)
    await look(desk, 'flag-date', findings, { screens: ['laptop', 'phone'] })
    await desk.locator('.el-dialog').getByRole('button', { name: '保存' }).click()
    await desk.locator('.el-table__body tr', { hasText: '农民工' }).getByText('2015-03-01').waitFor()
    const { body: member } = await call(desk, 'GET', `/api/members/${id}`)
    findings.same('the skill in the data', member.skill, '40')
    const { body: then } = await call(desk, 'GET', '/api/members?limit=100&flag=skill&flag_value=30&flag_on=2024-01-01&q=' + encodeURIComponent(MEMBER.name))
    findings.same('the skill of before, on its day', then.items.length, 1)
  })

  await step('data quality counts documents to check and leads to their members', async () => {
    await staff.go(desk, '/quality', findings)
    await desk.getByText('证件与资料不符').first().waitFor()
    await settle(desk)
    await look(desk, 'quality-documents', findings, { screens: ['laptop', 'phone'] })
    await staff.go(desk, '/members?doubt=differs', findings)
    await settle(desk)
    await look(desk, 'members-doubt', findings)
  })
  await phone.context().close()
  await desk.context().close()
}
