// The chair issues a certificate, prints it, anybody verifies it; cards of chosen members; the member list of the union.
import { readFileSync } from 'node:fs'
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '卫晚晴', id: citizenId('330226', '19850321', 923), phone: '13957400923' }

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  const today = new Date().toISOString().slice(0, 10)
  const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: today, change_kind: '1' }
  const made = await call(desk, 'POST', '/api/members', form)
  findings.same('the member', made.status, 201)
  const id = made.body.id
  let paper

  await step('a certificate is issued and printed', async () => {
    await staff.go(desk, `/members/${id}`, findings)
    await desk.getByRole('tab', { name: '会籍证明' }).click()
    await desk.getByText('还没有开过会籍证明').waitFor()
    await desk.getByRole('button', { name: '开具证明' }).click()
    await desk.locator('#f-purpose').fill('办理职工医疗互助')
    await look(desk, 'certificate-dialog', findings, { screens: ['laptop', 'phone'] })
    await desk.locator('.el-dialog').getByRole('button', { name: '开具', exact: true }).click()
    await desk.getByText(/已开具 \d{4}-\d{4} 号会籍证明/).waitFor()
    await settle(desk)
    await look(desk, 'certificates', findings, { screens: ['laptop', 'phone'] })
    paper = (await call(desk, 'GET', `/api/members/${id}/certificates`)).body[0]
    await desk.locator('.el-table__body').getByRole('button', { name: '打印' }).click()
    await desk.getByRole('heading', { name: '工会会员会籍证明', level: 1 }).last().waitFor()
    await desk.getByRole('img', { name: '扫码查验真假' }).waitFor()
    await settle(desk)
    await look(desk, 'certificate-paper', findings, { screens: ['laptop', 'phone'] })
    await desk.emulateMedia({ media: 'print' })
    await look(desk, 'certificate-printed', findings, { full: true })
    await desk.emulateMedia({ media: null })
    findings.expect('paper', !(await desk.locator('article').textContent()).includes(MEMBER.id), 'a whole number is printed')
  })

  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  await step('whoever scans it sees that it is valid, and no whole name', async () => {
    staff.last = phone
    await phone.goto(server.base + paper.path)
    await phone.locator('.state.valid').waitFor()
    await settle(phone)
    await look(phone, 'h5-verify-valid', findings, { full: true })
    const text = await phone.locator('body').textContent()
    findings.expect('verify', text.includes('卫') && !text.includes(MEMBER.name) && !text.includes(MEMBER.id), 'the page tells too much')
    await phone.getByRole('button', { name: '查验另一份' }).click()
    await phone.getByRole('button', { name: '查验', exact: true }).click()
    await phone.getByText('请照着证明填写编号和查验码').first().waitFor()
    await look(phone, 'h5-verify-faults', findings, { full: true })
    await phone.locator('input[name=number]').fill(paper.number)
    await phone.locator('input[name=code]').fill('AAAAAAAA')
    await phone.getByRole('button', { name: '查验', exact: true }).click()
    await phone.getByText('没有查到').waitFor()
    await settle(phone)
    await look(phone, 'h5-verify-unknown', findings, { full: true })
  })

  await step('the member shows it on the phone', async () => {
    await phone.goto(`${server.base}/h5/`)
    await phone.locator('input[name=phone]').fill(MEMBER.phone)
    await phone.getByRole('button', { name: '获取验证码' }).click()
    await phone.locator('input[name=code]').fill((await phone.locator('.demo strong').textContent()).trim())
    await phone.getByRole('button', { name: '登录' }).click()
    await phone.getByRole('heading', { name: '确认是您本人' }).waitFor()
    await phone.locator('input[name=name]').fill(MEMBER.name)
    await phone.locator('input[name=tail]').fill(MEMBER.id.slice(-6))
    await phone.getByRole('button', { name: '确认' }).click()
    await phone.getByRole('button', { name: '我的会籍证明' }).click()
    await phone.getByRole('img', { name: '出示二维码，对方扫一扫就能查真假' }).waitFor()
    await settle(phone)
    await look(phone, 'h5-certificates', findings, { full: true })
  })

  await step('revoked, it says so', async () => {
    staff.last = desk
    await staff.go(desk, `/members/${id}`, findings)
    await desk.getByRole('tab', { name: '会籍证明' }).click()
    await desk.locator('.el-table__body').getByRole('button', { name: '作废' }).click()
    await desk.locator('.el-message-box').getByRole('button', { name: '作废' }).click()
    await desk.locator('.el-table__body').getByText('已作废').waitFor()
    await settle(desk)
    await phone.reload()
    await phone.goto(`${server.base}${paper.path}`)
    await phone.getByText('已作废').waitFor()
  })

  await step('cards of the chosen members, eight to a sheet', async () => {
    await staff.go(desk, '/members', findings)
    await desk.locator('.el-table__body tr').first().waitFor()
    await settle(desk)
    await desk.locator('.el-table__header .el-checkbox').first().click()
    await desk.getByRole('button', { name: '打印会员证' }).click()
    await desk.getByText(/张会员证，A4 纸/).waitFor()
    await settle(desk)
    await look(desk, 'member-cards', findings, { screens: ['laptop', 'phone'] })
    await desk.reload()
    await desk.getByText(/张会员证，A4 纸/).waitFor()
    const pdf = (await desk.pdf({ preferCSSPageSize: true })).toString('latin1')
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
    const sheets = await desk.locator('.sheet').count()
    findings.same('sheets of cards', pages, sheets)
    await desk.emulateMedia({ media: 'print' })
    await look(desk, 'member-cards-printed', findings)
    await desk.emulateMedia({ media: null })
  })

  await step('the member list of the union', async () => {
    await staff.go(desk, `/unions/${session.home_union_id}`, findings)
    await desk.getByRole('button', { name: '打印花名册' }).click()
    await desk.locator('.nj-sheet tbody tr').first().waitFor()
    await settle(desk)
    await look(desk, 'roster', findings, { screens: ['laptop', 'phone'] })
    findings.expect('roster', (await desk.locator('.nj-sheet').textContent()).includes(MEMBER.name), 'the new member is missing')
    findings.expect('roster', !(await desk.locator('.nj-sheet').textContent()).includes(MEMBER.id), 'a whole number is printed')
    await desk.emulateMedia({ media: 'print' })
    await look(desk, 'roster-printed', findings)
    await desk.emulateMedia({ media: null })
    await desk.getByText('实名登记表（20 栏）').click()
    await desk.getByRole('heading', { name: '工会会员实名制信息登记表' }).waitFor()
    await settle(desk)
    const heads = await desk.locator('.nj-sheet th').allTextContents()
    findings.same('columns of the real-name sheet', heads.length, 20)
    findings.same('the last column', heads.at(-1), '是否农民工')
    const mine = desk.locator('.nj-sheet tbody tr').filter({ hasText: MEMBER.name })
    findings.same('how the membership stands', await mine.locator('td').nth(13).textContent(), '入会')
    const sheet = await desk.locator('.nj-sheet').textContent()
    findings.expect('sheet', sheet.includes(MEMBER.name), 'the new member is missing')
    findings.expect('sheet', !sheet.includes(MEMBER.id), 'a whole number is printed')
    await look(desk, 'roster-sheet', findings, { screens: ['laptop', 'phone'] })
    await desk.emulateMedia({ media: 'print' })
    await look(desk, 'roster-sheet-printed', findings)
    await desk.emulateMedia({ media: null })
    await desk.getByRole('button', { name: '导出', exact: true }).click()
    await desk.locator('#purpose').fill('核对台账')
    await desk.locator('.el-dialog:visible').getByText('CSV 文本').click()
    const [file] = await Promise.all([desk.waitForEvent('download'), desk.locator('.el-dialog:visible').getByRole('button', { name: '导出', exact: true }).click()])
    const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n')
    findings.same('people in the file of the sheet', lines.length, (await desk.locator('.nj-sheet tbody tr').count()) + 2)
  })
  await phone.context().close()
  await desk.context().close()
}
