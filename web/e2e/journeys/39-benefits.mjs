// Benefits in the console: a merchant under contract, a campaign from the first field to the board, what it takes of the budget, what
// was redeemed, and the statement until it is paid to the 分.
import { readFileSync } from 'node:fs'
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const SCREENS = ['desk', 'laptop']
const ALL = [...SCREENS, 'phone']
const DAY = 86_400_000
const day = (from) => new Date(Date.now() + 8 * 3_600_000 + from * DAY).toISOString().slice(0, 10)
/** A number with the right check digit, of no real account. */
const ACCOUNT = '6217001234567890122'
const STOCK = 5_000
const ENVELOPE = STOCK * 3_000

/** A unified credit code with its check character, of no real company. */
function creditCode(body) {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  let [sum, weight] = [0, 1]
  for (const letter of body) {
    sum += alphabet.indexOf(letter) * weight
    weight = (weight * 3) % 31
  }
  return body + alphabet[(31 - (sum % 31)) % 31]
}
/** Chooses an option of a select that has this id. */
async function choose(page, id, option) {
  await page.locator('.el-select__wrapper', { has: page.locator(`[id="${id}"]`) }).click()
  await page.locator('.el-popper:visible .el-select-dropdown__item', { hasText: option }).first().click()
}
/** Says yes to what is asked once more, or writes why. */
async function answer(page, reason) {
  const box = page.locator('.el-message-box')
  if (reason !== undefined) await box.locator('input').fill(reason)
  await box.getByRole('button', { name: '确定' }).click()
  await box.waitFor({ state: 'hidden' })
  await settle(page)
}
const state = (page) => page.locator('.nj-head .state').first().textContent()
const press = (page, name) => page.locator('.nj-head').getByRole('button', { name, exact: true }).click()

export async function run({ staff, findings, step }) {
  const officer = await staff.page('puhui', 'desk', findings)
  const manager = await staff.page('puhui2', 'laptop', findings)
  const clerk = await staff.page('dianyuan', 'phone', findings)
  let merchant
  let campaign
  staff.last = officer

  await step('the officer enters a merchant; another person puts it under contract', async () => {
    await staff.go(officer, '/benefits/merchants', findings)
    await officer.locator('.el-table__row').first().waitFor()
    await look(officer, 'benefits-merchants', findings, { screens: ALL })
    await officer.getByRole('button', { name: '登记商家' }).click()
    await officer.locator('#f-name').fill('示范影城（车站店）')
    await officer.locator('#f-credit_code').fill('91330481MA28A0000')
    await officer.getByRole('button', { name: '登记', exact: true }).click()
    await officer.locator('.summary a').first().waitFor()
    await look(officer, 'benefits-merchant-faults', findings, { screens: ALL, full: true })
    await officer.locator('#f-credit_code').fill(creditCode('91330481MA28A0007'))
    await choose(officer, 'f-category', '影院')
    for (const [field, value] of Object.entries({ contact: '王店长', phone: '13905730001', contract_from: day(-30), contract_to: day(300), holder: '示范影城有限公司', bank: '示范农村商业银行城关支行', account: ACCOUNT })) await officer.locator(`#f-${field}`).fill(value)
    await officer.getByRole('button', { name: '登记', exact: true }).click()
    await officer.getByText('核对资料以后提交审核').waitFor()
    merchant = officer.url().split('/').at(-1)
    await press(officer, '提交审核')
    await answer(officer)
    findings.same('after it was proposed', await state(officer), '待审核')
    await staff.go(manager, `/benefits/merchants/${merchant}`, findings)
    await look(manager, 'benefits-merchant-proposed', findings, { screens: ALL, full: true })
    await press(manager, '审核签约')
    await answer(manager)
    findings.same('after it was contracted', await state(manager), '合作中')
  })

  await step('shop, clerk and discount are added; the numbers are shown for a purpose only', async () => {
    await staff.go(officer, `/benefits/merchants/${merchant}?tab=shops`, findings)
    await officer.getByRole('button', { name: '添加门店' }).click()
    const dialog = officer.locator('.el-dialog:visible')
    for (const [field, value] of Object.entries({ name: '示范影城车站店', address: '示范县城关镇车站路1号', hours: '9:30—23:00', phone: '0573-87200001', lat: '30.531200', lng: '120.690100' })) await dialog.locator(`#f-${field}`).fill(value)
    await look(officer, 'benefits-shop', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '保存' }).click()
    await officer.locator('.el-table__row', { hasText: '车站路1号' }).waitFor()
    await settle(officer)
    await officer.getByRole('tab', { name: '店员' }).click()
    await officer.getByRole('button', { name: '添加店员' }).click()
    await dialog.locator('#f-name').fill('李收银')
    await dialog.locator('#f-sign_in').fill('chezhan01')
    await dialog.getByRole('button', { name: '添加店员' }).click()
    await dialog.getByText('只显示这一次').waitFor()
    findings.expect('password', ((await dialog.locator('.secret').last().textContent()) ?? '').length >= 8, 'no password is shown')
    await look(officer, 'benefits-clerk', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '已经告诉店员' }).click()
    await officer.locator('.el-table__row', { hasText: 'chezhan01' }).waitFor()
    await officer.getByRole('tab', { name: '特约折扣' }).click()
    await officer.getByRole('button', { name: '添加折扣' }).click()
    await dialog.locator('#f-title').fill('凭会员码观影 8 折')
    await dialog.getByRole('button', { name: '保存' }).click()
    await officer.locator('.el-table__row', { hasText: '8 折' }).waitFor()
    await settle(officer)
    await look(officer, 'benefits-discount', findings, { screens: ALL })
    await officer.getByRole('button', { name: '填月报' }).click()
    await dialog.locator('#f-times').fill('126')
    await dialog.locator('#f-off').fill('1,512.00')
    await look(officer, 'benefits-return', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await officer.getByRole('tab', { name: '资料' }).click()
    await officer.getByRole('button', { name: '显示电话和账号' }).click()
    await officer.locator('#purpose').fill('核对结算账户')
    await officer.locator('.el-dialog:visible').getByRole('button', { name: '显示', exact: true }).click()
    await officer.getByText(`账号 ${ACCOUNT}`).waitFor()
    await officer.getByRole('button', { name: '遮盖' }).click()
  })

  await step('the manager grants money for the year', async () => {
    staff.last = manager
    await staff.go(manager, '/benefits/budgets', findings)
    await manager.locator('.el-table__row').first().waitFor()
    await look(manager, 'benefits-budgets', findings, { screens: ALL })
    await manager.getByRole('button', { name: '下达经费' }).click()
    const dialog = manager.locator('.el-dialog:visible')
    await dialog.locator('#f-amount').fill('200,000')
    await dialog.locator('#f-basis').fill('常委会〔2026〕3号会议纪要')
    await look(manager, 'benefits-grant', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '下达经费' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await settle(manager)
    await manager.locator('.el-table__row', { hasText: day(0).slice(0, 4) }).locator('a').click()
    await manager.getByRole('heading', { name: '下达记录' }).waitFor()
    await settle(manager)
    await look(manager, 'benefits-budget', findings, { screens: ALL, full: true })
  })

  await step('the officer writes a campaign and sees for whom it is, how it looks and what it costs', async () => {
    staff.last = officer
    await staff.go(officer, '/benefits/campaigns', findings)
    await officer.locator('.el-table__row').first().waitFor()
    await look(officer, 'benefits-campaigns', findings, { screens: ALL })
    await officer.getByRole('button', { name: '新的活动' }).first().click()
    await officer.getByText('名会员符合条件').waitFor()
    await officer.getByRole('button', { name: '保存草稿' }).click()
    await officer.locator('.problems a').first().waitFor()
    await officer.locator('.el-radio-button', { hasText: '限时抢' }).click()
    await officer.locator('#campaign-title').fill('1元看大片')
    await officer.locator('#campaign-rules').fill('每位会员抢一张，凭券在合作影院看一场电影，自己付1元。')
    await officer.locator('#campaign-offer').fill('电影票一张')
    await officer.locator('#campaign-worth').fill('30')
    await officer.locator('#campaign-pays').fill('1')
    await officer.locator('#campaign-open-day').fill(day(-1))
    await officer.locator('#campaign-open-day').blur()
    await officer.locator('#campaign-close-day').fill(day(7))
    await officer.locator('#campaign-close-day').blur()
    await officer.locator('#campaign-stock').fill(String(STOCK))
    await choose(officer, 'campaign-merchants', '示范影城（车站店）')
    await officer.keyboard.press('Escape')
    await officer.locator('[data-pointer="/terms/who"]').getByRole('button', { name: '入会时间' }).click()
    await officer.locator('[data-pointer="/terms/who/0"] input').fill('6')
    // Who is new: two conditions of their own, seen and taken away again.
    const who = officer.locator('[data-pointer="/terms/who"]')
    await who.getByRole('button', { name: '新入会（最近几天）' }).click()
    await who.getByRole('button', { name: '新入会（从某天起）' }).click()
    await officer.locator('[data-pointer="/terms/who/2"] input').fill(day(-30))
    await settle(officer)
    await look(officer, 'benefits-builder-new-members', findings, { full: true })
    for (const name of ['新入会（从某天起）', '新入会（最近几天）']) await officer.getByRole('button', { name: `去掉“${name}”` }).click()
    await officer.waitForTimeout(700)
    await settle(officer)
    const { body: counted } = await call(officer, 'POST', '/api/benefit_campaigns/preview', { union_id: (await call(officer, 'GET', '/api/session')).body.home_union_id, who: [{ kind: 'member_for', months: 6 }] })
    findings.expect('people', counted.people > 0, 'nobody may')
    findings.same('people who may', await officer.locator('.side .big').first().textContent(), `现在有 ${counted.people.toLocaleString('zh-CN')} 名会员符合条件`)
    findings.expect('phone', ((await officer.locator('.phone').textContent()) ?? '').includes('您付 1.00 元'), 'the phone does not say what one pays')
    await officer.getByText('都填好了').waitFor()
    await look(officer, 'benefits-builder', findings, { screens: ALL, full: true })
    await officer.getByRole('button', { name: '保存草稿' }).click()
    await officer.getByText('写好以后提交审批').waitFor()
    campaign = officer.url().split('/').at(-1)
    await settle(officer)
    await look(officer, 'benefits-draft', findings, { screens: ALL, full: true })
    await press(officer, '提交审批')
    await answer(officer)
    findings.same('after it was proposed', await state(officer), '待审批')
  })

  await step('other kinds ask for what they need', async () => {
    await staff.go(officer, '/benefits/campaigns/new', findings)
    await officer.locator('.el-radio-button', { hasText: '消费红包' }).click()
    await officer.locator('#campaign-least').fill('5')
    await officer.locator('#campaign-most').fill('20')
    await officer.locator('#campaign-worth').fill('10')
    await officer.locator('#campaign-stock').fill('100')
    await settle(officer)
    await look(officer, 'benefits-builder-packet', findings, { screens: SCREENS, full: true })
    await officer.locator('.el-radio-button', { hasText: '抽奖' }).click()
    await officer.getByRole('button', { name: '添加奖品' }).click()
    await officer.getByLabel('奖品名称 1').fill('年货礼包')
    await officer.getByLabel('份数 1').fill('20')
    await officer.getByLabel('每份（元） 1').fill('100')
    for (const name of ['所在工会', '年龄', '性别', '身份标记', '就业状况', '农民工']) await officer.locator('[data-pointer="/terms/who"]').getByRole('button', { name }).click()
    await officer.mouse.move(0, 0)
    await settle(officer)
    await look(officer, 'benefits-builder-draw', findings, { screens: ALL, full: true })
    // What was not saved is asked for before the page is left, and kept for the next time.
    await staff.go(officer, '/benefits/campaigns')
    await officer.locator('.el-message-box').getByRole('button', { name: '离开' }).click()
    await officer.locator('.el-table__row').first().waitFor()
    await staff.go(officer, '/benefits/campaigns/new')
    await officer.getByText('已恢复上次没有保存的活动').waitFor()
    await officer.getByRole('button', { name: '清空重填' }).click()
    findings.same('begun anew', await officer.locator('#campaign-stock').inputValue(), '')
  })

  await step('another person approves; the budget reserves the envelope to the 分', async () => {
    staff.last = manager
    const year = day(-1).slice(0, 4)
    const { body: before } = await call(manager, 'GET', `/api/benefit_budgets?year=${year}`)
    await staff.go(manager, `/benefits/campaigns/${campaign}`, findings)
    await press(manager, '批准上线')
    await settle(manager)
    await look(manager, 'benefits-publish', findings, { screens: ALL })
    await answer(manager)
    findings.same('after it was approved', await state(manager), '已上线')
    const { body: detail } = await call(manager, 'GET', `/api/benefit_campaigns/${campaign}`)
    const { body: after } = await call(manager, 'GET', `/api/benefit_budgets?year=${year}`)
    const left = (list) => list.rows.find((row) => row.union_id === detail.union_id)
    findings.same('what is left', left(before).left_fen - left(after).left_fen, ENVELOPE)
    findings.same('nothing is lost', left(after).granted_fen, left(after).left_fen + left(after).reserved_fen + left(after).spent_fen)
    await look(manager, 'benefits-published', findings, { screens: ALL, full: true })
  })

  await step('the board shows what happens; the officer interrupts the campaign and lets it go on', async () => {
    staff.last = officer
    await staff.go(officer, `/benefits/campaigns/${campaign}/board`)
    await officer.getByText('每 2 秒更新').waitFor()
    const first = await officer.getByText('数据时间').textContent()
    await officer.waitForFunction((old) => ![...document.querySelectorAll('.nj-head span')].some((one) => one.textContent === old), first)
    await officer.getByRole('button', { name: '停止更新' }).click()
    await look(officer, 'benefits-board', findings, { screens: ALL, full: true })
    findings.same('left', (await officer.locator('.heads strong').first().textContent())?.trim(), STOCK.toLocaleString('zh-CN'))
    await staff.go(officer, `/benefits/campaigns/${campaign}`, findings)
    await press(officer, '暂停')
    await answer(officer, '影院设备检修')
    findings.same('interrupted', await state(officer), '已暂停')
    await press(officer, '恢复')
    await answer(officer)
    findings.same('goes on', await state(officer), '已上线')
  })

  await step('a campaign with vouchers: who holds them, where they were used, one is taken back', async () => {
    const { body: all } = await call(officer, 'GET', '/api/benefit_campaigns?limit=100')
    const lively = all.items.filter((row) => row.issued > 0).sort((a, b) => b.redeemed - a.redeemed)[0]
    findings.expect('demo', lively !== undefined, 'no campaign of the demo gave anything')
    await staff.go(officer, `/benefits/campaigns/${lively.id}`, findings)
    await look(officer, 'benefits-detail', findings, { screens: ALL, full: true })
    await staff.go(officer, `/benefits/campaigns/${lively.id}/board`)
    await officer.locator('.heads').waitFor()
    await look(officer, 'benefits-board-lively', findings, { screens: ALL, full: true })
    await officer.getByRole('button', { name: '看活动页' }).click()
    await officer.getByRole('button', { name: '发出的券' }).click()
    await officer.locator('.el-table__row').first().waitFor()
    await settle(officer)
    await look(officer, 'benefits-vouchers', findings, { screens: ALL })
    const held = all.items.find((row) => ['published', 'paused', 'ended'].includes(row.state) && row.issued > row.redeemed)
    await staff.go(officer, `/benefits/campaigns/${held.id}/vouchers?state=held`, findings)
    await officer.locator('.el-table__row').first().waitFor()
    const number = ((await officer.locator('.el-table__row').first().locator('td').first().textContent()) ?? '').trim()
    await officer.getByRole('button', { name: '作废' }).first().click()
    await answer(officer, '发错了人，已经和本人说明')
    await staff.go(officer, `/benefits/campaigns/${held.id}/vouchers?state=void`, findings)
    await officer.locator('.el-table__row', { hasText: number }).waitFor()
  })

  await step('a township reads the campaign of the county, but not who holds its vouchers', async () => {
    const town = await staff.page('zhen', 'laptop', findings)
    await staff.go(town, `/benefits/campaigns/${campaign}`, findings)
    await town.getByRole('button', { name: '实时看板' }).waitFor()
    findings.same('deeds of the township', await town.locator('.nj-head button').allTextContents(), ['实时看板'])
    findings.same('vouchers', (await call(town, 'GET', `/api/benefit_campaigns/${campaign}/vouchers`)).status, 404)
    await look(town, 'benefits-town', findings, { screens: ALL, full: true })
    await town.context().close()
    staff.last = officer
  })

  await step('redemptions, what looks odd, and one that is taken back', async () => {
    await staff.go(officer, '/benefits/redemptions', findings)
    await officer.locator('.el-table__row').first().waitFor()
    await look(officer, 'benefits-redemptions', findings, { screens: ALL })
    await staff.go(officer, '/benefits/signals', findings)
    await look(officer, 'benefits-signals', findings, { screens: ALL, full: true })
    await staff.go(officer, '/benefits/redemptions?state=good', findings)
    await officer.getByRole('button', { name: '更正' }).first().click()
    await settle(officer)
    await look(officer, 'benefits-mend', findings, { screens: ALL })
    await officer.locator('.el-message-box').getByRole('button', { name: '不了' }).click()
  })

  await step('a statement: made, objected to, answered, confirmed, approved, paid once', async () => {
    await staff.go(officer, '/benefits/statements', findings)
    await officer.locator('.el-table__row').first().waitFor()
    await look(officer, 'benefits-statements', findings, { screens: ALL })
    const { body: till } = await call(clerk, 'GET', '/api/till')
    const { body: of } = await call(officer, 'GET', `/api/benefit_statements?merchant_id=${till.merchant_id}&limit=50`)
    // What of the clerk's merchant is still on its way, taken off that statement, is settled anew by this journey.
    for (const row of of.items.filter((one) => !['paid', 'cancelled'].includes(one.state))) {
      await staff.go(officer, `/benefits/statements/${row.id}`, findings)
      await press(officer, '作废')
      await answer(officer, '重新编制')
    }
    await staff.go(officer, `/benefits/statements/new?merchant_id=${till.merchant_id}`, findings)
    await officer.locator('#f-from').fill(day(-90))
    await officer.locator('#f-to').fill(day(0))
    await officer.locator('#f-to').blur()
    await look(officer, 'benefits-statement-new', findings, { screens: ALL })
    await officer.getByRole('button', { name: '生成结算单' }).click()
    await officer.getByText('核对明细以后发给商家').waitFor()
    const id = officer.url().split('/').at(-1)
    await settle(officer)
    await look(officer, 'benefits-statement', findings, { screens: ALL, full: true })
    await press(officer, '发给商家')
    await answer(officer)
    const lines = (await call(officer, 'GET', `/api/benefit_statements/${id}/lines?limit=50`)).body.items
    const version = async () => (await call(officer, 'GET', `/api/benefit_statements/${id}`)).body.version
    const say = async (deed, body) => {
      const seen = await version()
      return clerk.evaluate(async ([path, seen, body]) => (await fetch(path, { method: 'POST', headers: { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'If-Match': `"${seen}"` }, body: JSON.stringify(body) })).status, [`/api/till/statements/${id}/${deed}`, seen, body])
    }
    findings.same('the clerk objects', await say('dispute', { reason: '有一笔金额不符', lines: [{ redemption_id: lines[0].id, reason: '这一笔当天已经退给顾客' }] }), 200)
    await staff.go(officer, '/benefits/statements')
    await staff.go(officer, `/benefits/statements/${id}`, findings)
    await look(officer, 'benefits-disputed', findings, { screens: ALL, full: true })
    await press(officer, '答复异议')
    const dialog = officer.locator('.el-dialog:visible')
    for (const field of await dialog.locator('fieldset').all()) {
      await field.locator('.el-radio-button', { hasText: '保留' }).click()
      await field.locator('input[maxlength="200"]').fill('已核对收银小票，金额无误')
    }
    await look(officer, 'benefits-answer', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '发给商家' }).click()
    await officer.getByText('商家在收银页面里确认').waitFor()
    findings.same('the clerk confirms', await say('confirm', {}), 200)
    staff.last = manager
    await staff.go(manager, `/benefits/statements/${id}`, findings)
    await press(manager, '审批')
    await answer(manager)
    findings.same('approved', await state(manager), '已审批')
    staff.last = officer
    await staff.go(officer, '/benefits/statements', findings)
    await officer.getByRole('button', { name: '下载付款文件' }).click()
    await officer.locator('#purpose').fill('交银行付款')
    await look(officer, 'benefits-file', findings, { screens: ALL })
    const [file] = await Promise.all([officer.waitForEvent('download'), officer.locator('.el-dialog:visible').getByRole('button', { name: '下载', exact: true }).click()])
    findings.expect('file', readFileSync(await file.path()).length > 1000, 'the file for the bank is empty')
    await staff.go(officer, '/benefits/statements')
    await staff.go(officer, `/benefits/statements/${id}`, findings)
    await press(officer, '登记付款')
    await answer(officer, '2026112800001')
    findings.same('paid', await state(officer), '已付款')
    const { status } = await call(officer, 'POST', `/api/benefit_statements/${id}/pay`, { bank_ref: '2026112800002' })
    findings.expect('twice', status >= 400, 'it was paid twice')
    await look(officer, 'benefits-paid', findings, { screens: ALL, full: true })
  })

  await step('what merchants told of their discounts', async () => {
    staff.last = officer
    await staff.go(officer, '/benefits/returns', findings)
    const row = officer.locator('.el-table__row', { hasText: '8 折' }).first()
    await row.waitFor()
    findings.expect('times', ((await row.textContent()) ?? '').includes('126'), 'the return is not in the list')
    await look(officer, 'benefits-returns', findings, { screens: ALL, full: true })
    await row.getByRole('button', { name: '改', exact: true }).click()
    await officer.locator('.el-dialog:visible #f-times').fill('128')
    await officer.locator('.el-dialog:visible').getByRole('button', { name: '保存' }).click()
    await officer.locator('.el-table__row', { hasText: '128' }).first().waitFor()
    const body = `统一社会信用代码,优惠,月份,使用人次,优惠金额\n000000000000000000,凭会员码观影 8 折,2026-01,1,1\n`
    await officer.getByRole('button', { name: '导入商家月报' }).click()
    await officer.locator('.el-dialog:visible input[type=file]').setInputFiles({ name: '月报.csv', mimeType: 'text/csv', buffer: Buffer.from(body) })
    await officer.getByText('没有找到这个信用代码的商家').waitFor()
    await look(officer, 'benefits-returns-file', findings, { screens: ALL })
    await officer.keyboard.press('Escape')
  })

  await step('what it brought', async () => {
    staff.last = manager
    await staff.go(manager, '/benefits/figures', findings)
    await manager.locator('.cards').waitFor()
    await settle(manager)
    await look(manager, 'benefits-figures', findings, { screens: ALL, full: true })
    const [file] = await Promise.all([
      manager.waitForEvent('download'),
      (async () => {
        await manager.getByRole('button', { name: '导出' }).first().click()
        await manager.locator('#purpose').fill('向常委会汇报')
        await manager.locator('.el-dialog:visible').getByRole('button', { name: '导出', exact: true }).click()
      })(),
    ])
    findings.expect('figures', readFileSync(await file.path()).length > 1000, 'the file of figures is empty')
  })
  for (const page of [officer, manager, clerk]) await page.context().close()
}
