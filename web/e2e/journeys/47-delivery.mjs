// Goods that are sent: the builder, the address on the phone, the desk, the parcel that arrives; what does not go together at a till;
// a campaign that the manager pauses; and a clerk who went to the wrong door.
import { deed, must, publish, signInMember } from '../benefits.mjs'
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '郑晚晴', id: citizenId('330226', '19910204', 446), phone: '13957400947' }
const DAY_MS = 86_400_000
const PHONE = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const officer = await staff.page('puhui', 'desk', findings)
  const manager = await staff.page('puhui2', 'laptop', findings)
  const phone = await open(browser, 'phone', findings, PHONE)
  const at = async (hash) => {
    await phone.goto(`${server.base}/h5/#${hash}`)
    await phone.reload()
    await settle(phone)
  }
  const { body: desk } = await call(officer, 'GET', '/api/session')
  let [campaign, merchant, turn] = ['', undefined, 0]

  await step('a member, and a merchant that supplies goods', async () => {
    const { body: home } = await call(chair, 'GET', '/api/session')
    const form = { union_id: home.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: '2026-01-05', change_kind: '1' }
    must(await call(chair, 'POST', '/api/members', form), 201, 'the member')
    merchant = must(await call(officer, 'GET', '/api/benefit_merchants?state=contracted&limit=50'), 200, 'merchants').items[0]
  })

  await step('the builder asks for the merchant, and shows on the phone how goods come', async () => {
    staff.last = officer
    await staff.go(officer, '/benefits/campaigns/new', findings)
    await officer.getByText('名会员符合条件').waitFor()
    await officer.locator('#campaign-title').fill('新春礼包寄送（演练）')
    await officer.locator('#campaign-offer').fill('新春礼包一份')
    await officer.getByRole('radiogroup', { name: '叠加使用' }).getByText('不可叠加').click()
    await officer.getByRole('radiogroup', { name: '发货方式' }).getByText('自提').click()
    await officer.getByLabel('名称 1', { exact: true }).fill('县工人文化宫')
    await officer.getByLabel('地址 1', { exact: true }).fill('示范县人民路1号')
    await officer.getByText('领到后选一个自提点领取：县工人文化宫').waitFor()
    await officer.getByText('一次只能用这一张').waitFor()
    await look(officer, '47-builder', findings, { full: true })
    // The other journeys begin with an empty builder.
    await officer.evaluate(() => localStorage.clear())
  })

  await step('goods that are sent are on', async () => {
    const offer = { title: '新春礼包一份', worth: 10_000, pays: 0, days: 30, until: null, merchants: [merchant.id] }
    const terms = { rules: '一周内寄出。', offer, limit: { per: 'month', most: 1 }, who: [], amounts: null, prizes: [], reserves: 0, source: '', stacking: { with: 'never', most: 0 }, delivery: { points: [] } }
    campaign = await publish(officer, manager, { union_id: desk.home_union_id, kind: 'coupon', title: '新春礼包寄送', opens_at: Date.now() - 60_000, closes_at: Date.now() + 6 * DAY_MS, stock: 20, terms })
  })

  await step('the member takes one and says where to', async () => {
    staff.last = phone
    await signInMember(phone, server, MEMBER)
    await at(`/benefits/${campaign}`)
    await phone.getByText('领到后填写收货地址，由工会寄出').waitFor()
    await phone.getByText('寄送，无需到店，不用付钱').waitFor()
    await phone.getByText('每人每月限1次').waitFor()
    await look(phone, '47-campaign', findings, { full: true })
    must(await call(phone, 'POST', `/api/me/benefit_campaigns/${campaign}/take`, { mine: 0 }), 200, 'the voucher')
    const { body: held } = await call(phone, 'GET', '/api/me/benefit_vouchers?state=held')
    const mine = held.items.find((one) => one.campaign_id === campaign)
    turn = mine.turn
    await at(`/vouchers/${campaign}/${turn}`)
    await phone.getByText('待填地址').waitFor()
    await phone.getByText('寄送，无需到店，不用付钱').waitFor()
    findings.same('nobody goes to a shop for it', await phone.getByText('到店不用付钱').count(), 0)
    await phone.getByRole('button', { name: '确定', exact: true }).click()
    await phone.getByText('请填 11 位手机号').waitFor()
    await look(phone, '47-address-faults', findings, { full: true })
    await phone.locator('input[name=parcel-name]').fill(MEMBER.name)
    await phone.locator('input[name=parcel-phone]').fill(MEMBER.phone)
    await phone.locator('input[name=parcel-address]').fill('示范县人民路88号2单元301')
    await phone.getByRole('button', { name: '确定', exact: true }).click()
    await phone.getByText('待发货').waitFor()
    findings.same('no code is shown of what is sent', await phone.locator('.code svg').count(), 0)
    await look(phone, '47-address', findings, { full: true })
  })

  await step('a code says beside itself that it goes with no other', async () => {
    const offer = { title: '代金券一张', worth: 500, pays: 0, days: 30, until: null, merchants: [merchant.id] }
    const terms = { rules: '一次用一张。', offer, limit: { per: 'month', most: 1 }, who: [], amounts: null, prizes: [], reserves: 0, source: '', stacking: { with: 'never', most: 0 }, delivery: null }
    const other = await publish(officer, manager, { union_id: desk.home_union_id, kind: 'coupon', title: '单独使用的券', opens_at: Date.now() - 60_000, closes_at: Date.now() + 6 * DAY_MS, stock: 20, terms })
    must(await call(phone, 'POST', `/api/me/benefit_campaigns/${other}/take`, { mine: 0 }), 200, 'the voucher')
    const { body: held } = await call(phone, 'GET', '/api/me/benefit_vouchers?state=held')
    await at(`/vouchers/${other}/${held.items.find((one) => one.campaign_id === other).turn}`)
    await phone.locator('.together', { hasText: '一次结账只能用这一张，不与其他券同时使用' }).waitFor()
    await look(phone, '47-alone', findings, { full: true })
  })

  await step('the desk sends it', async () => {
    staff.last = officer
    await staff.go(officer, `/benefits/campaigns/${campaign}`, findings)
    // The builder of the step before holds a draft that nobody keeps.
    await officer.getByRole('button', { name: '离开' }).click()
    await officer.getByRole('button', { name: '货品发放' }).click()
    await officer.getByText('待发货', { exact: true }).first().waitFor()
    await look(officer, '47-desk', findings, { full: true })
    await officer.getByRole('button', { name: '发货', exact: true }).click()
    await officer.locator('.el-dialog:visible #f-carrier').fill('示范快递')
    await officer.locator('.el-dialog:visible #f-tracking').fill('SF2600001234')
    await officer.getByRole('button', { name: '确定发货' }).click()
    await officer.getByText('SF2600001234').first().waitFor()
    await settle(officer)
    await look(officer, '47-sent', findings, { full: true })
    const { body } = await call(officer, 'POST', `/api/benefit_campaigns/${campaign}/parcels/file`, { purpose: '' })
    findings.same('no file without a purpose', body?.code, 'benefits.merchant-invalid')
  })

  await step('the member has it', async () => {
    staff.last = phone
    await at(`/vouchers/${campaign}/${turn}`)
    await phone.getByText('SF2600001234').waitFor()
    await phone.getByRole('button', { name: '我收到了' }).click()
    await phone.getByRole('button', { name: '收到了', exact: true }).click()
    await phone.getByText('已签收').waitFor()
    await look(phone, '47-arrived', findings, { full: true })
  })

  await step('what the manager paused only the manager lets go on', async () => {
    staff.last = manager
    await staff.go(manager, `/benefits/campaigns/${campaign}`, findings)
    await manager.getByRole('button', { name: '暂停' }).click()
    await manager.locator('.el-message-box input').fill('核对供货')
    await manager.locator('.el-message-box').getByRole('button').last().click()
    await manager.getByText('已暂停', { exact: true }).first().waitFor()
    await settle(manager)
    await look(manager, '47-paused', findings, { full: true })
    await staff.go(officer, `/benefits/campaigns/${campaign}`, findings)
    await officer.getByText('已暂停', { exact: true }).first().waitFor()
    findings.same('the officer does not let it go on', await officer.getByRole('button', { name: '恢复' }).count(), 0)
    await deed(manager, `/api/benefit_campaigns/${campaign}`, 'resume')
  })

  await step('a clerk at the console is led to the till', async () => {
    const clerk = await staff.page('dianyuan', 'phone', findings)
    await clerk.getByText('您是商家店员').waitFor()
    findings.same('the way to the till', await clerk.getByRole('link', { name: '去收银台' }).getAttribute('href'), '/h5/#/till')
    await look(clerk, '47-clerk', findings, { full: true })
    await clerk.context().close()
  })

  for (const page of [chair, officer, manager, phone]) await page.context().close()
}
