// A member arranges nothing, dies, and the daughter asks for a copy: recorded with evidence, agreed to, made for a purpose.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '钟秋叶', id: citizenId('330226', '19610917', 904), phone: '13957400927' }
const DAUGHTER = { name: '陈小雨', id: citizenId('330226', '19900917', 928), phone: '13957400928' }
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Attaches a picture to the member; its number. */
async function attach(desk, id, name) {
  return desk.evaluate(
    async ([id, name, picture]) => {
      const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0))
      const form = new FormData()
      form.append('file', new File([bytes], name, { type: 'image/png' }))
      return (await (await fetch(`/api/members/${id}/attachments`, { method: 'POST', body: form, headers: { 'X-Requested-With': 'niangjia' } })).json()).id
    },
    [id, name, PICTURE],
  )
}

/** Chooses a word of a list of a dialog. */
async function choose(desk, field, word) {
  await desk.locator(`.el-dialog [data-field="${field}"] .el-select`).click()
  await desk.locator('.el-select-dropdown:visible').getByText(word, { exact: true }).click()
}

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  let id = ''

  await step('the member finds the choice on the phone, and changes it twice', async () => {
    const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: '2026-03-02', change_kind: '1' }
    const made = await call(desk, 'POST', '/api/members', form)
    findings.same('the member', made.status, 201)
    id = made.body.id
    staff.last = phone
    await phone.goto(`${server.base}/h5/`)
    await phone.locator('input[name=phone]').fill(MEMBER.phone)
    await phone.getByRole('button', { name: '获取验证码' }).click()
    await phone.locator('input[name=code]').fill((await phone.locator('.demo strong').textContent()).trim())
    await phone.getByRole('button', { name: '登录' }).click()
    await phone.locator('input[name=name]').fill(MEMBER.name)
    await phone.locator('input[name=tail]').fill(MEMBER.id.slice(-6))
    await phone.getByRole('button', { name: '确认' }).click()
    await phone.getByRole('heading', { name: '工会会员卡' }).waitFor()
    await phone.getByRole('tab', { name: '我的信息' }).click()
    const lever = phone.getByRole('switch', { name: '允许近亲属行使权利' })
    await lever.click()
    await phone.locator('[role=switch][aria-checked=false][aria-label="允许近亲属行使权利"]').waitFor()
    await lever.scrollIntoViewIfNeeded()
    await settle(phone)
    await look(phone, 'h5-relatives', findings, { full: true })
    const { body } = await call(desk, 'GET', `/api/members/${id}/relatives_choice`)
    findings.same('the choice', body.allowed, false)
    await lever.click()
    await phone.locator('[role=switch][aria-checked=true][aria-label="允许近亲属行使权利"]').waitFor()
  })

  await step('the chair records what the daughter asks, with evidence', async () => {
    const death = await attach(desk, id, '死亡证明')
    await attach(desk, id, '户口簿')
    const died = await call(desk, 'POST', `/api/members/${id}/leave`, { kind: 'died', day: today(), evidence_id: death })
    findings.same('the death', died.status, 200)
    staff.last = desk
    await desk.goto(`${server.base}/console/#/members/${id}`)
    await desk.getByRole('button', { name: '近亲属申请' }).click()
    await choose(desk, 'relation', '子女')
    await desk.locator('#f-name').fill(DAUGHTER.name)
    await desk.locator('#f-phone').fill(DAUGHTER.phone)
    await desk.locator('#f-relative_document_number').fill(DAUGHTER.id)
    await choose(desk, 'relation_evidence', '户口簿')
    await choose(desk, 'death_evidence', '死亡证明')
    await settle(desk)
    await look(desk, 'relative-form', findings, { screens: ['laptop', 'phone'] })
    await desk.getByRole('button', { name: '登记申请' }).click()
    await desk.getByText('已登记，请在期限内答复').waitFor()
  })

  await step('agrees, and makes the copy for a purpose', async () => {
    const openRow = async (query) => {
      await desk.goto(`${server.base}/console/#/data-requests${query}`)
      const row = desk.locator('.el-table__body tr', { hasText: MEMBER.name })
      await row.waitFor()
      await row.locator('td').first().click()
      await desk.locator('.el-drawer').getByText('近亲属关系证明').waitFor()
      await settle(desk)
    }
    await openRow('')
    await look(desk, 'relative-request', findings, { screens: ['laptop', 'phone'] })
    await desk.locator('.el-drawer').getByRole('button', { name: '同意', exact: true }).click()
    await desk.locator('.el-dialog').getByRole('button', { name: '同意', exact: true }).click()
    await desk.getByText('已同意，可以制作副本').waitFor()
    await openRow('?state=accepted')
    await desk.getByRole('button', { name: '制作副本' }).click()
    await desk.locator('.el-dialog:visible input, .el-dialog:visible textarea').first().fill('交给女儿办理抚恤')
    await settle(desk)
    await look(desk, 'relative-copy', findings)
    const [file] = await Promise.all([desk.waitForEvent('download'), desk.locator('.el-dialog:visible').getByRole('button', { name: '制作副本' }).click()])
    findings.same('the file', file.suggestedFilename().startsWith('个人信息副本-GX'), true)
  })
  await phone.context().close()
  await desk.context().close()
}
