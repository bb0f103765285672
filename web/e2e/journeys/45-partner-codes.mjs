// Codes of a partner: the pool out of a workbook, so many a day, the code on the phone, the partner's settlement; and a gift, which
// nobody presses for.
import { deed, must, publish, signInMember } from '../benefits.mjs'
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBERS = [
  { name: '陆知夏', id: citizenId('330226', '19900611', 448), phone: '13957400951' },
  { name: '傅南星', id: citizenId('330226', '19890320', 463), phone: '13957400952' },
]
const DAY_MS = 86_400_000
const PHONE = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const CODES = ['DT26A8K4Q7', 'DT26B3M9X2', 'DT26C5R1W6']
const OFFER = { title: '地铁单程票', worth: 300, pays: 100, days: 30, until: null, merchants: [] }
const TERMS = { rules: '凭券码在进站口兑换。', offer: OFFER, limit: { per: 'campaign', most: 1 }, who: [], amounts: null, prizes: [], reserves: 0, source: '' }
const csv = (name, lines) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) })
/** What the clock says in Shanghai, so many days from now. */
const clock = (days) => new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 19).replace('T', ' ')
const day = (days) => clock(days).slice(0, 10)

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const officer = await staff.page('puhui', 'desk', findings)
  const manager = await staff.page('puhui2', 'laptop', findings)
  const { body: home } = await call(chair, 'GET', '/api/session')
  const { body: desk } = await call(officer, 'GET', '/api/session')
  const phones = []
  let [campaign, merchant] = ['', undefined]
  const pool = `.el-dialog:visible`

  await step('a draft is made, and two members', async () => {
    for (const one of MEMBERS) {
      const form = { union_id: home.home_union_id, name: one.name, document_number: one.id, phone: one.phone, change_day: '2026-01-05', change_kind: '1' }
      must(await call(chair, 'POST', '/api/members', form), 201, one.name)
    }
    merchant = must(await call(officer, 'GET', '/api/benefit_merchants?state=contracted&limit=50'), 200, 'merchants').items[0]
    const terms = { ...TERMS, offer: { ...OFFER, merchants: [merchant.id] }, daily: 1 }
    const form = { union_id: desk.home_union_id, kind: 'codes', title: '一元坐地铁', opens_at: Date.now() - 60_000, closes_at: Date.now() + 6 * DAY_MS, stock: 0, terms }
    campaign = must(await call(officer, 'POST', '/api/benefit_campaigns', form), 201, 'the draft').id
  })

  await step('the pool is loaded: rows that are none come back with why', async () => {
    staff.last = officer
    await staff.go(officer, `/benefits/campaigns/${campaign}`, findings)
    await officer.getByRole('button', { name: '码池' }).click()
    await officer.getByText('码池还是空的').waitFor()
    await officer.getByRole('button', { name: '导入券码' }).click()
    const file = csv('地铁券码.csv', ['券码,有效期至', `${CODES[0]},${day(60)}`, `${CODES[1]},${day(60)}`, `${CODES[0]},${day(60)}`, ',', `${CODES[2]},${day(60)}`, `太短了 空格,${day(60)}`, `DT26D7T5Y8,${day(3)}`])
    await officer.locator(`${pool} input[type=file]`).setInputFiles(file)
    await officer.locator(pool).getByText('新导入 3 个').waitFor()
    await officer.locator(pool).getByText('券码里有空格').waitFor()
    await look(officer, '45-pool-load', findings, { full: true })
    await officer.locator(`${pool} input[type=file]`).setInputFiles(file)
    await officer.locator(pool).getByText('新导入 0 个').waitFor()
    await officer.locator(`${pool} .el-dialog__headerbtn`).click()
    await officer.locator('td.nj-code', { hasText: CODES[0].slice(-4) }).waitFor()
    findings.same('no code in full', await officer.getByText(CODES[0]).count(), 0)
    await officer.getByRole('button', { name: '看全文' }).first().click()
    await officer.locator(`${pool} #purpose`).fill('核对合作方的来表')
    await officer.locator(`${pool} .el-dialog__footer`).getByRole('button').last().click()
    await officer.locator('td.nj-code', { hasText: CODES[0] }).waitFor()
    await settle(officer)
    await look(officer, '45-pool', findings, { full: true, screens: ['desk', 'laptop', 'phone'] })
    await deed(officer, `/api/benefit_campaigns/${campaign}`, 'propose')
    await deed(manager, `/api/benefit_campaigns/${campaign}`, 'publish')
  })

  await step('the first member has the first code; for the second one today is gone', async () => {
    for (const one of MEMBERS) {
      const phone = await open(browser, 'phone', findings, PHONE)
      staff.last = phone
      await signInMember(phone, server, one)
      phones.push(phone)
    }
    const [first, second] = phones
    for (const [phone, gone] of [[first, false], [second, true]]) {
      staff.last = phone
      await phone.goto(`${server.base}/h5/#/benefits/${campaign}`)
      await phone.reload()
      if (gone) await phone.getByText('今天的名额已领完').first().waitFor()
      else {
        await phone.getByText('今天还剩 1 份').waitFor()
        await look(phone, '45-campaign', findings, { full: true })
        await phone.getByRole('button', { name: /领/ }).first().click()
        await phone.getByText('今天还剩 0 份').waitFor()
      }
      await settle(phone)
      await look(phone, gone ? '45-day-gone' : '45-taken', findings, { full: true })
    }
    const { body: held } = await call(first, 'GET', '/api/me/benefit_vouchers?state=held')
    const mine = held.items.find((one) => one.campaign_id === campaign)
    staff.last = first
    await first.goto(`${server.base}/h5/#/vouchers/${campaign}/${mine.turn}`)
    await first.getByText(CODES[0]).waitFor()
    await first.getByRole('img', { name: '券码二维码' }).waitFor()
    await look(first, '45-code', findings, { full: true })
    const path = `/api/me/benefit_vouchers/${campaign}/${mine.turn}/partner_code`
    findings.same('nobody else reads it', (await call(second, 'GET', path)).status, 404)
  })

  await step('the settlement of the partner is looked at, taken in once, and owed', async () => {
    staff.last = officer
    await staff.go(officer, `/benefits/campaigns/${campaign}/codes`, findings)
    // It was published behind the back of this page.
    await officer.reload()
    await officer.getByRole('button', { name: '导入结算' }).click()
    const used = clock(0)
    const file = csv('结算.csv', ['券码,使用时间,金额,状态', `${CODES[0]},${used},3,已使用`, `${CODES[1]},${used},3,已使用`, `XX00000000,${used},3,已使用`])
    await officer.locator(`${pool} input[type=file]`).setInputFiles(file)
    await officer.locator(pool).getByText('这个券码还没有发给职工').waitFor()
    await officer.locator(pool).getByText('这个活动的码池里没有这个券码').waitFor()
    await officer.locator(pool).getByText('将记使用 1 个，应付 3.00 元').waitFor()
    await look(officer, '45-settlement', findings, { full: true })
    await officer.locator(pool).getByRole('button', { name: '确认导入' }).click()
    await officer.locator(pool).getByText('已记使用 1 个，应付 3.00 元').waitFor()
    await officer.locator(`${pool} input[type=file]`).setInputFiles(file)
    await officer.locator(pool).getByText('将记使用 0 个，应付 0.00 元，退款 0 个；已经记过 1 行').waitFor()
    await officer.locator(`${pool} .el-dialog__headerbtn`).click()
    await officer.getByRole('row', { name: new RegExp(CODES[0].slice(-4)) }).getByText('已使用').waitFor()
  })

  await step('a gift comes without a press', async () => {
    const [first] = phones
    const terms = { ...TERMS, rules: '', offer: { ...OFFER, title: '生日蛋糕券', pays: 0 }, who: [{ kind: 'union_beneath', unions: [home.home_union_id] }] }
    const gift = await publish(officer, manager, { union_id: desk.home_union_id, kind: 'gift', title: '生日礼物', opens_at: Date.now() - 60_000, closes_at: Date.now() + 6 * DAY_MS, stock: 200, terms })
    staff.last = first
    await first.goto(`${server.base}/h5/#/benefits/${gift}`)
    await first.reload()
    await first.getByText(/这是定向发放，不用领|已经给您发放/).waitFor()
    await look(first, '45-gift', findings, { full: true })
    let mine
    for (let n = 0; n < 45 && !mine; n += 1) {
      await first.waitForTimeout(2_000)
      mine = (await call(first, 'GET', '/api/me/benefit_vouchers?state=held')).body.items.find((one) => one.campaign_id === gift)
    }
    findings.expect('the gift', mine !== undefined, 'did not come within ninety seconds')
    await first.reload()
    await first.getByText('已经给您发放').waitFor()
    findings.expect('a press is refused', (await call(first, 'POST', `/api/me/benefit_campaigns/${gift}/take`, { mine: 1 })).status >= 400, 'a gift was pressed for')
    staff.last = officer
    await staff.go(officer, `/benefits/campaigns/${gift}`, findings)
    await look(officer, '45-gift-desk', findings, { full: true })
  })
}
