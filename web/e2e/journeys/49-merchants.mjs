// A member complains about a merchant on the phone; the union asks the merchant, who reads no name and answers at the till; the union
// decides; the complaint counts with the merchant, and the member reads what became of it.
import { must, signInMember } from '../benefits.mjs'
import { atSizes, look, open, phoneAt, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'
import { totp } from '../totp.mjs'

const MEMBER = { name: '许文静', id: citizenId('330226', '19910617', 448), phone: '13957400949' }
const PASSWORD = 'Dianyuan-2026-xin'
const DAY_MS = 86_400_000
const PHONE = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
/** The day so many days ago, in Shanghai. */
const ago = (days) => new Date(Date.now() + 8 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10)

/** Chooses in a list of a form. */
async function choose(page, id, option) {
  await page.locator('.el-select__wrapper', { has: page.locator(`[id="${id}"]`) }).click()
  await page.locator('.el-popper:visible .el-select-dropdown__item', { hasText: option }).first().click()
}

/** A move of the case, on the version that stands. */
async function move(desk, id, code, note, fields = {}) {
  const answer = await desk.evaluate(
    async ([id, body]) => {
      const at = await fetch(`/api/cases/${id}`)
      // Read to its end, or the page would wait for it for ever.
      await at.text()
      const headers = { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'Idempotency-Key': `e2e-${Math.random()}`, 'If-Match': at.headers.get('ETag') }
      const made = await fetch(`/api/cases/${id}/deeds`, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: made.status, body: await made.json().catch(() => undefined) }
    },
    [id, { deed: 'move', code, note, fields }],
  )
  must(answer, 200, code)
}

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const officer = await staff.page('puhui', 'laptop', findings)
  const { body: home } = await call(chair, 'GET', '/api/session')
  const phone = await open(browser, 'phone', findings, PHONE)
  const till = await open(browser, 'phone', findings, PHONE)
  const at = (page, hash) => phoneAt(server, page, hash)
  let merchant
  let shop
  let clerk
  let id = ''

  await step('a member complains about a shop; what is missing is said at its field', async () => {
    const form = { union_id: home.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: ago(400), change_kind: '1' }
    must(await call(chair, 'POST', '/api/members', form), 201, 'the member')
    const { items } = must(await call(officer, 'GET', '/api/benefit_merchants?state=contracted&limit=50'), 200, 'merchants')
    merchant = items.find((one) => one.shops === 1 && one.complaints === 0)
    const shops = must(await call(officer, 'GET', `/api/benefit_merchants/${merchant.id}/shops`), 200, 'shops')
    shop = shops[0]
    clerk = must(await call(officer, 'POST', `/api/benefit_merchants/${merchant.id}/clerks`, { shop_id: shop.id, name: '诉店员', sign_in: 'sudianyuan', phone: '' }), 201, 'clerk')
    staff.last = phone
    await signInMember(phone, server, MEMBER)
    await at(phone, '/benefit_shops')
    await phone.getByRole('link', { name: `投诉${shop.name}` }).click()
    await phone.getByRole('heading', { name: '投诉商家' }).waitFor()
    await phone.getByText('商家不知道是谁投诉的').waitFor()
    await phone.getByRole('button', { name: '告诉工会' }).click()
    await phone.getByText('请选择或填写“什么问题”').waitFor()
    await phone.locator('textarea[name=body]').fill('结账时出示会员码，店员说今天不打折，可是海报上写着每天都有。')
    await phone.getByText('说好的优惠不给').click()
    await phone.locator('input[type=date]').first().fill(ago(1))
    await atSizes(phone, 'h5-complain', findings)
    await phone.getByRole('button', { name: '告诉工会' }).click()
    await phone.locator('dd.nj-code').first().waitFor()
    await atSizes(phone, 'h5-complained', findings)
    const { body: own } = await call(phone, 'GET', '/api/me/cases')
    id = own.items[0].id
  })

  await step('the union sees it with the merchant, and asks', async () => {
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/merchants?complaints=open`)
    await officer.getByRole('cell', { name: merchant.name }).first().waitFor()
    await settle(officer)
    await look(officer, 'merchants-complained', findings, { full: true })
    await officer.goto(`${server.base}/console/#/benefits/merchants/${merchant.id}?tab=complaints`)
    await officer.getByText('办理中的投诉 1 件').waitFor()
    await settle(officer)
    await look(officer, 'merchant-complaints', findings, { full: true })
    await officer.getByRole('link', { name: /^TS-/ }).click()
    await officer.getByText('店员说今天不打折').first().waitFor()
    await settle(officer)
    await look(officer, 'complaint-case', findings, { full: true })
    await move(officer, id, 'ask', '', { question: `职工${MEMBER.name}反映出示会员码没有打折，请说明。` })
  })

  await step('the merchant reads the question without a name, and answers at the till', async () => {
    staff.last = till
    await till.goto(`${server.base}/h5/#/till/complaints`)
    await till.locator('input[name=username]').fill('sudianyuan')
    await till.locator('input[name=password]').fill(clerk.password)
    await till.getByRole('button', { name: '下一步' }).click()
    for (const name of ['fresh', 'again']) await till.locator(`input[name=${name}]`).fill(PASSWORD)
    await till.getByRole('button', { name: '下一步' }).click()
    await till.getByRole('heading', { name: '绑定动态口令' }).waitFor()
    await till.locator('input[name=code]').fill(totp((await till.locator('output').textContent()).replace(/\s/g, ''), Date.now()))
    await till.getByRole('button', { name: '登录' }).click()
    await till.getByRole('heading', { name: '工会转来的投诉' }).waitFor()
    await till.getByText('职工投诉人反映出示会员码没有打折').waitFor()
    findings.same('named at the till', (await till.locator('main').textContent()).includes(MEMBER.name), false)
    await till.getByRole('button', { name: '提交答复' }).click()
    await till.getByText('请写明情况，2 至 1000 个字').waitFor()
    await till.getByLabel('情况说明').fill('新店员不清楚会员优惠，已经培训，欢迎再来。')
    await atSizes(till, 'till-complaint', findings)
    await till.getByRole('button', { name: '提交答复' }).click()
    await till.getByRole('heading', { name: '本店的答复' }).waitFor()
    await atSizes(till, 'till-complaint-answered', findings)
  })

  await step('the union decides; the member reads it; it counts with the merchant', async () => {
    await move(officer, id, 'uphold', '店员没有按合同给优惠', { measure: 'warning' })
    await move(officer, id, 'close', '已警告商家，门店重新培训了店员')
    staff.last = phone
    await at(phone, `/matters/${id}`)
    await phone.getByText('已警告商家，门店重新培训了店员').first().waitFor()
    await look(phone, 'h5-complaint-answer', findings, { full: true })
    const after = must(await call(officer, 'GET', `/api/benefit_merchants/${merchant.id}`), 200, 'the merchant')
    findings.same('counts', [after.complaints, after.upheld], [0, 1])
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/merchants/${merchant.id}?tab=complaints`)
    await officer.getByText('一年内成立的投诉 1 件').waitFor()
    await settle(officer)
    await look(officer, 'merchant-upheld', findings, { full: true })
  })

  await step('a cadre takes a complaint down for whoever telephones, and says number and code', async () => {
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/merchants`)
    await officer.getByRole('button', { name: '登记投诉' }).click()
    await officer.getByRole('heading', { name: '登记商家投诉' }).waitFor()
    await officer.getByRole('button', { name: '登记', exact: true }).click()
    await officer.locator('.summary a').first().waitFor()
    await officer.locator('#f-reporter_name').fill(MEMBER.name)
    await officer.locator('#f-reporter_phone').fill(MEMBER.phone)
    await officer.keyboard.press('Enter')
    await officer.locator('aside').getByRole('link', { name: /今天不打折/ }).waitFor()
    await officer.locator('#f-merchant_id').click()
    await officer.locator('#f-merchant_id').pressSequentially(merchant.name.slice(0, 4))
    await officer.locator('.el-popper:visible .el-select-dropdown__item', { hasText: merchant.name }).first().click()
    await choose(officer, 'f-shop_id', shop.name)
    await choose(officer, 'f-fields/topic', '先涨价再打折')
    await officer.locator('[id="f-fields/happened"]').fill(ago(2))
    await officer.locator('[id="f-fields/paid"]').fill('42')
    await officer.locator('#f-body').fill('打电话来说：上周结账多收了两块钱，问店员，说不清楚。')
    await settle(officer)
    await look(officer, 'complaint-taken-form', findings, { full: true })
    await officer.getByRole('button', { name: '登记', exact: true }).click()
    await officer.getByText('本人是会员，在手机上“我的事项”里也能看到办理进度').waitFor()
    const [number, code] = await officer.locator('.slip dd').allTextContents()
    findings.expect('number and code', /^TS-/.test(number) && code.length > 4, `${number} ${code}`)
    await officer.locator('input[type=file]').setInputFiles({ name: '小票.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') })
    await officer.locator('.files').getByText('小票.png').waitFor()
    await settle(officer)
    await look(officer, 'complaint-taken', findings, { full: true })
    // The member reads of it on the own phone, and the merchant's page counts it.
    const { body: own } = await call(phone, 'GET', '/api/me/cases')
    findings.same('own matters', own.items[0].number, number)
    await officer.goto(`${server.base}/console/#/benefits/merchants/${merchant.id}?tab=complaints`)
    await officer.getByText('办理中的投诉 1 件').waitFor()
  })

  await step('a cadre visits the merchant; what is to be mended stands in the to-do list until it was looked at again', async () => {
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/merchants/${merchant.id}?tab=visits`)
    await officer.getByText('还没有走访过').waitFor()
    await officer.getByRole('button', { name: '登记走访' }).click()
    const dialog = officer.locator('.el-dialog:visible')
    await dialog.locator('#f-people').fill('王干事、李委员')
    await dialog.getByText('证照齐全，在有效期内').click()
    await dialog.locator('#f-mend_by').fill(ago(-5))
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await dialog.getByText('要整改的，请写明整改什么').first().waitFor()
    await dialog.locator('#f-note').fill('店内没有会员优惠的标识，请补上。')
    await look(officer, 'merchant-visit-form', findings)
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await officer.getByText('待整改', { exact: true }).first().waitFor()
    await settle(officer)
    await look(officer, 'merchant-visits', findings, { full: true })
    await officer.goto(`${server.base}/console/#/`)
    await officer.getByText('次商家走访等待整改').waitFor()
    await officer.getByRole('button', { name: '去回访' }).click()
    await officer.getByRole('cell', { name: '王干事、李委员' }).click()
    await officer.getByRole('heading', { name: '商家走访' }).waitFor()
    await settle(officer)
    await look(officer, 'merchant-visit', findings, { full: true })
    // A mistake is corrected: the checklist follows, and the sheet says who did it.
    await officer.getByRole('button', { name: '修改走访' }).click()
    const form = officer.locator('.el-dialog:visible')
    await form.locator('#f-people').fill('')
    await form.getByRole('button', { name: '保存修改' }).click()
    await form.locator('.summary a').first().waitFor()
    await form.locator('#f-people').fill('王干事、李委员、陈干事')
    await form.locator('.el-checkbox').nth(1).click()
    await look(officer, 'merchant-visit-edit', findings)
    await form.getByRole('button', { name: '保存修改' }).click()
    await form.waitFor({ state: 'hidden' })
    await officer.getByText('王干事、李委员、陈干事').first().waitFor()
    await officer.getByText('最近修改').waitFor()
    findings.same('as it should be', await officer.locator('li', { hasText: '符合' }).filter({ hasNotText: '不符合' }).count(), 2)
    await officer.getByRole('button', { name: '登记整改' }).click()
    await officer.locator('.el-message-box__input input').fill('标识已经挂在门口，看得见。')
    await officer.locator('.el-message-box').getByRole('button', { name: '登记', exact: true }).click()
    await officer.getByText('标识已经挂在门口，看得见。').waitFor()
    await settle(officer)
    await look(officer, 'merchant-visit-mended', findings, { full: true })
  })
}
