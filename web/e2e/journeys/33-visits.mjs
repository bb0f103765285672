// Visits: the campaign of the demo, a plan with employers from the register, a visit written on a phone without a network, sent
// when there is one, a clash decided field by field, an issue that becomes a case, the calendar, the map, the employer's page.
import { look, settle, SCREENS } from '../browser.mjs'
import { call } from '../staff.mjs'

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

export async function run({ server, staff, findings, step }) {
  const desk = await staff.page('xian', 'laptop', findings)
  const clerk = await staff.page('zhen', 'laptop', findings)
  const { body: me } = await call(clerk, 'GET', '/api/session')
  const { body: session } = await call(desk, 'GET', '/api/session')
  let firm = { id: '', name: '' }
  let visit = ''

  await step('the campaign: list, plan, calendar, figures on the map', async () => {
    staff.last = desk
    await staff.go(desk, '/visits', findings)
    await look(desk, 'visits', findings, { screens: ['desk', 'laptop', 'phone'] })
    await staff.go(desk, '/visits/figures', findings)
    const { body: figures } = await call(desk, 'GET', '/api/visit_figures')
    findings.same('townships', figures.reached, 18)
    findings.same('employers', figures.whole.employers, 76)
    findings.same('issues', [figures.whole.issues, figures.whole.solved], [52, 44])
    await desk.getByText('84.6%').first().waitFor()
    await look(desk, 'visit-figures', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
    await staff.go(desk, '/visits/calendar', findings)
    await look(desk, 'visit-calendar', findings, { screens: ['laptop', 'phone'], full: true })
    await staff.go(desk, '/visit-plans', findings)
    await desk.getByText('“五问五帮”走访服务企业').first().click()
    await desk.getByRole('heading', { name: '进度' }).waitFor()
    await settle(desk)
    await look(desk, 'visit-plan', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
  })

  await step('a plan of one’s own, and employers from the register', async () => {
    await staff.go(desk, '/visit-plans/new', findings)
    await desk.getByLabel('标题').fill('冬季集中走访')
    await desk.getByRole('button', { name: '添加走访组' }).click()
    await desk.getByLabel('成员（一行一人）').fill('赵明\n王丽')
    await settle(desk)
    await look(desk, 'visit-plan-new', findings, { screens: ['laptop', 'phone'], full: true })
    await desk.getByRole('button', { name: '保存', exact: true }).click()
    await desk.getByRole('button', { name: '选单位' }).click()
    const dialog = desk.locator('.el-dialog:visible')
    await dialog.locator('tbody tr').first().waitFor()
    await dialog.locator('tbody input').nth(0).check()
    await dialog.locator('tbody input').nth(1).check()
    await settle(desk)
    await look(desk, 'visit-assign', findings)
    await dialog.getByRole('button', { name: '列入计划' }).click()
    await desk.getByText('列入 2 家').waitFor()
    await desk.keyboard.press('Escape')
    await settle(desk)
  })

  await step('a clerk plans a visit for the own phone', async () => {
    const { body: found } = await call(clerk, 'GET', `/api/employers?union_id=${me.home_union_id}&limit=40`)
    firm = found.items.at(-1)
    const body = { union_id: me.home_union_id, employer_id: firm.id, kind: 'five', content: { day: today(), lead_id: me.id, visitors: me.name, note: '先看看车间。' } }
    const made = await call(clerk, 'POST', '/api/visits', body)
    findings.same('made', made.status, 201)
    visit = made.body.id
  })

  const phone = clerk
  const card = (text) => phone.locator('.cards li', { hasText: text })
  await step('the page on the phone, taken along', async () => {
    staff.last = phone
    await phone.setViewportSize(SCREENS.phone)
    await phone.goto(`${server.base}/console/#/visits/field`)
    await card(firm.name).first().waitFor()
    await phone.evaluate(() => navigator.serviceWorker.ready)
    await phone.waitForFunction(async () => (await caches.keys()).some((name) => name.startsWith('nj-field-')))
    await settle(phone)
    await look(phone, 'visit-field', findings, { full: true })
  })

  await step('without a network: the page starts, a form and a photo are kept', async () => {
    await phone.context().setOffline(true)
    await phone.reload()
    await phone.getByText('没有网络').first().waitFor()
    await card(firm.name).first().getByRole('button', { name: '填写' }).click()
    await phone.getByRole('radiogroup', { name: '融资难不难' }).getByText('差').click()
    await phone.getByLabel('融资难不难：情况').fill('租的厂房没有抵押，贷不到款。')
    await phone.getByLabel('走访记录', { exact: true }).fill('我在车间写的记录。')
    await phone.getByText('已经走访').click()
    await phone.locator('input[type=file]').setInputFiles({ name: '车间.png', mimeType: 'image/png', buffer: PIXEL })
    await phone.locator('.photos img').waitFor()
    await look(phone, 'visit-field-form', findings, { full: true })
    await phone.getByRole('button', { name: '填好了，有网络时发出' }).click()
    await card(firm.name).getByText('等待发出').waitFor()
    await phone.reload()
    await card(firm.name).getByText('等待发出').waitFor()
    await card(firm.name).getByText('照片 1 张').waitFor()
    await look(phone, 'visit-field-offline', findings, { full: true })
  })

  await step('meanwhile somebody else writes the same visit; the clash is decided field by field', async () => {
    const { body: now } = await call(desk, 'GET', `/api/visits/${visit}`)
    const theirs = { ...now.content, note: '县里写的记录。', people: [{ name: '李强', post: '总经理' }] }
    const saved = await desk.evaluate(async ([id, version, body]) => {
      const answer = await fetch(`/api/visits/${id}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'niangjia', 'If-Match': `"${version}"` }, body: JSON.stringify(body) })
      await answer.text()
      return answer.status
    }, [visit, now.version, theirs])
    findings.same('the other side saved', saved, 200)
    await phone.context().setOffline(false)
    await card(firm.name).getByRole('button', { name: '逐项选择' }).click({ timeout: 30_000 })
    await phone.getByText('对方的（').first().waitFor()
    findings.same('only the note clashes', await phone.locator('.clashes fieldset').count(), 1)
    await settle(phone)
    await look(phone, 'visit-field-clash', findings, { full: true })
    await phone.locator('.clashes input[type=radio]').nth(1).check()
    await phone.getByRole('button', { name: '按选择的保存' }).click()
    await phone.getByText('已发出 1 份').waitFor()
    const { body: after } = await call(desk, 'GET', `/api/visits/${visit}`)
    findings.same('decided', after.content.note, '县里写的记录。')
    findings.same('joined', [after.state, after.content.answers[0].level, after.content.people.length, after.photos.length], ['done', 'poor', 1, 1])
    const left = await phone.evaluate(() => new Promise((resolve) => {
      const request = indexedDB.open('nj-field')
      request.onsuccess = () => {
        const all = request.result.transaction('drafts').objectStore('drafts').count()
        all.onsuccess = () => resolve(all.result)
      }
    }))
    findings.same('nothing stays on the phone', left, 0)
  })

  await step('an issue becomes a case; the employer’s page shows both', async () => {
    await phone.setViewportSize(SCREENS.laptop)
    await staff.go(clerk, `/visits/${visit}`, findings)
    await clerk.getByRole('button', { name: '登记问题' }).click()
    const dialog = clerk.locator('.el-dialog:visible')
    await dialog.getByText('融资', { exact: true }).click()
    await dialog.getByLabel('标题').fill('缺抵押物贷款难')
    await dialog.getByLabel('问题内容').fill('租用厂房没有抵押，流动资金紧。')
    await look(clerk, 'visit-issue', findings)
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await clerk.getByText('已登记为事项').waitFor()
    await clerk.getByRole('link', { name: '缺抵押物贷款难' }).waitFor()
    await settle(clerk)
    await look(clerk, 'visit-detail', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
    await staff.go(clerk, `/employers/${firm.id}`, findings)
    await clerk.getByRole('tab', { name: '走访与问题' }).click()
    await clerk.getByRole('link', { name: '缺抵押物贷款难' }).waitFor()
    await settle(clerk)
    await look(clerk, 'employer-visits', findings, { screens: ['laptop', 'phone'] })
  })

  await step('a questionnaire’s answer leads to a visit', async () => {
    staff.last = desk
    const { body: surveys } = await call(desk, 'GET', '/api/surveys?q=2027')
    await staff.go(desk, `/surveys/${surveys.items[0].id}/answers`, findings)
    await desk.getByRole('button', { name: '安排走访' }).first().click()
    await desk.getByText('来自问卷').waitFor()
    await settle(desk)
    await look(desk, 'visit-new', findings, { screens: ['laptop', 'phone'], full: true })
    await desk.getByRole('button', { name: '保存', exact: true }).click()
    await desk.getByRole('link', { name: '问卷答卷' }).waitFor()
    findings.expect('home', session.home_union_id !== '', 'the desk has no home')
  })
}
