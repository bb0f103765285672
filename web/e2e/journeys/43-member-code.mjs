// The member's own code: shown on the phone also without network, read at the till, used for a discount of the day; a service day of
// another day is refused with the day; without network the till starts, keeps a voucher and a use, and hands both in; the desk sees them.
import { join } from 'node:path'
import { CAMERA, must, publish, signInMember } from '../benefits.mjs'
import { look, open, phoneAt, RESULTS, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'
import { totp } from '../totp.mjs'

const MEMBER = { name: '林晓云', id: citizenId('330226', '19900412', 431), phone: '13957400943' }
const PASSWORD = 'Dianyuan-2026-xin'
const DAY_MS = 86_400_000
const PHONE = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const WEEK = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
/** The day so many days ago, in Shanghai, and its place in the week from 0. */
const ago = (days) => new Date(Date.now() + 8 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10)
const weekday = (days) => (new Date(`${ago(-days)}T00:00:00Z`).getUTCDay() + 6) % 7

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const officer = await staff.page('puhui', 'laptop', findings)
  const manager = await staff.page('puhui2', 'laptop', findings)
  const { body: home } = await call(chair, 'GET', '/api/session')
  const { body: desk } = await call(officer, 'GET', '/api/session')
  const phone = await open(browser, 'phone', findings, PHONE)
  const till = await open(browser, 'phone', findings, PHONE)
  const at = (page, hash) => phoneAt(server, page, hash)
  let merchant
  let clerk

  await step('a merchant has a clerk, a voucher is on, and the desk adds two discounts: for today and for tomorrow', async () => {
    const form = { union_id: home.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: ago(400), change_kind: '1' }
    must(await call(chair, 'POST', '/api/members', form), 201, 'the member')
    const { items } = must(await call(officer, 'GET', '/api/benefit_merchants?state=contracted&limit=50'), 200, 'merchants')
    merchant = items.find((one) => one.shops > 0)
    const shops = must(await call(officer, 'GET', `/api/benefit_merchants/${merchant.id}/shops`), 200, 'shops')
    clerk = must(await call(officer, 'POST', `/api/benefit_merchants/${merchant.id}/clerks`, { shop_id: shops[0].id, name: '码店员', sign_in: 'madianyuan', phone: '' }), 201, 'clerk')
    const offer = { title: '豆浆一杯', worth: 300, pays: 0, days: 30, until: null, merchants: [merchant.id] }
    const terms = { rules: '', offer, limit: { per: 'campaign', most: 1 }, who: [], amounts: null, prizes: [], reserves: 0, source: '' }
    await publish(officer, manager, { union_id: desk.home_union_id, kind: 'coupon', title: '早餐券', opens_at: Date.now() - 60_000, closes_at: Date.now() + 6 * DAY_MS, stock: 20, terms })
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/merchants/${merchant.id}?tab=discounts`)
    for (const [title, days] of [['会员码八五折', 0], ['服务日半价', 1]]) {
      await officer.getByRole('button', { name: '添加折扣' }).click()
      const dialog = officer.locator('.el-dialog:visible')
      await dialog.locator('#f-title').fill(title)
      await dialog.getByText('凭会员码，店员逐次登记，不填月报').click()
      await dialog.locator('#f-month').fill('32')
      await dialog.getByRole('button', { name: '保存' }).click()
      await dialog.getByText('请填 1 到 31 的数字').first().waitFor()
      await dialog.locator('#f-month').fill('')
      await dialog.getByText(WEEK[weekday(days)], { exact: true }).click()
      if (days === 0) await look(officer, 'discount-form', findings)
      await dialog.getByRole('button', { name: '保存' }).click()
      await officer.getByRole('cell', { name: title }).waitFor()
    }
    await officer.getByText('今天不是服务日').first().waitFor()
    await settle(officer)
    await look(officer, 'discounts', findings, { full: true })
  })

  await step('the member opens the code; it stays without network; shops say which day is theirs', async () => {
    staff.last = phone
    await signInMember(phone, server, MEMBER)
    await at(phone, '/benefits')
    await phone.getByRole('link', { name: /会员码/ }).click()
    await phone.getByRole('img', { name: '会员码二维码' }).waitFor()
    await phone.getByText('林*').waitFor()
    await settle(phone)
    await look(phone, 'h5-member-code', findings, { full: true })
    for (const size of ['21px', '32px']) {
      await phone.evaluate((to) => (document.documentElement.style.fontSize = to), size)
      await look(phone, `h5-member-code-${size}`, findings, { full: true, axe: false })
    }
    await phone.evaluate(() => (document.documentElement.style.fontSize = ''))
    const { body: first } = await call(phone, 'GET', '/api/me/member_code')
    const { body: again } = await call(phone, 'GET', '/api/me/member_code')
    findings.same('one number', again.number, first.number)
    await phone.context().setOffline(true)
    await phone.waitForTimeout(1_500)
    await phone.getByRole('img', { name: '会员码二维码' }).waitFor()
    await phone.context().setOffline(false)
    await at(phone, '/benefit_shops')
    await phone.getByText(/^服务日：每周/).first().waitFor()
    await phone.getByText('今天是服务日').first().waitFor()
    await look(phone, 'h5-shops-days', findings, { full: true })
  })

  await step('the clerk signs in; the page of the till can be installed', async () => {
    staff.last = till
    await till.addInitScript(CAMERA)
    await till.goto(`${server.base}/h5/#/till`)
    await till.locator('input[name=username]').fill('madianyuan')
    await till.locator('input[name=password]').fill(clerk.password)
    await till.getByRole('button', { name: '下一步' }).click()
    for (const name of ['fresh', 'again']) await till.locator(`input[name=${name}]`).fill(PASSWORD)
    await till.getByRole('button', { name: '下一步' }).click()
    await till.getByRole('heading', { name: '绑定动态口令' }).waitFor()
    await till.locator('input[name=code]').fill(totp((await till.locator('output').textContent()).replace(/\s/g, ''), Date.now()))
    await till.getByRole('button', { name: '登录' }).click()
    await till.getByText(merchant.name).first().waitFor()
    await till.evaluate(() => navigator.serviceWorker.ready)
    await till.waitForFunction(async () => (await caches.keys()).some((name) => name.startsWith('nj-till-')))
    await till.waitForFunction(() => localStorage.getItem('nj-till-heard-key') !== null)
    findings.same('manifest', await till.evaluate(() => document.querySelector('link[rel=manifest]')?.getAttribute('href')?.split('/').at(-1)), 'till.webmanifest')
  })

  /** The digits of the member's code as they are read out. */
  const digits = async () => (await phone.locator('.code dd').textContent()).replace(/\D/g, '')
  /** A picture of the code on the member's phone. */
  const picture = async (name) => {
    const path = join(RESULTS, `${name}.png`)
    await phone.locator('.code svg').first().screenshot({ path })
    return path
  }

  await step('typed digits show who it is; the discount of the day is recorded with the bill, once', async () => {
    await at(phone, '/benefits/code')
    await phone.getByRole('img', { name: '会员码二维码' }).waitFor()
    await till.locator('input[name=typed]').fill(await digits())
    await till.getByRole('button', { name: '核销' }).click()
    await till.getByText('会员码有效').waitFor()
    await till.getByText('林*').waitFor()
    findings.same('of tomorrow', await till.getByRole('radio', { name: /服务日半价/ }).isDisabled(), true)
    await till.getByText('今天不是服务日').first().waitFor()
    await settle(till)
    await look(till, 'till-member', findings, { full: true })
    await till.getByRole('radio', { name: /会员码八五折/ }).click()
    await till.locator('input[name=bill]').fill('100')
    await till.locator('input[name=saved]').fill('150')
    await till.getByRole('button', { name: '登记' }).click()
    await till.getByText('优惠不能超过消费').waitFor()
    await till.locator('input[name=saved]').fill('15')
    await till.getByRole('button', { name: '登记' }).dblclick()
    await till.getByText('已登记').waitFor()
    await look(till, 'till-used', findings)
    await till.getByRole('button', { name: '下一位' }).click()
    const { body } = await call(till, 'GET', '/api/till/uses')
    findings.same('uses', body.items.map((row) => [row.title, row.bill_fen, row.saved_fen]), [['会员码八五折', 10_000, 1_500]])
  })

  await step('the clerk takes it back; its turn is free again', async () => {
    await at(till, '/till/today')
    await till.getByRole('heading', { name: '会员优惠' }).waitFor()
    await till.getByRole('button', { name: '撤销', exact: true }).click()
    await till.getByRole('radio', { name: '扫错了' }).click()
    await till.getByRole('button', { name: '确定撤销' }).click()
    await till.getByText('已撤销').first().waitFor()
    await settle(till)
    await look(till, 'till-uses', findings, { full: true })
  })

  await step('without network the till starts, keeps a voucher and a use, and hands both in', async () => {
    const { body: campaigns } = await call(phone, 'GET', '/api/me/benefits')
    const coupon = campaigns.campaigns.find((one) => one.title === '早餐券')
    await at(phone, `/benefits/${coupon.id}`)
    await phone.getByRole('button', { name: '立即领取' }).click()
    await phone.getByText('领到了！').waitFor()
    await at(phone, '/vouchers')
    await phone.getByRole('link', { name: /豆浆一杯/ }).click()
    await phone.getByRole('img', { name: '核销二维码' }).waitFor()
    const voucher = await picture('code-soy')
    await till.context().setOffline(true)
    await till.goto(`${server.base}/h5/#/till`)
    await till.reload()
    await till.getByText('没有网络：扫码仍可收券').waitFor()
    await till.getByText(merchant.name).first().waitFor()
    await look(till, 'till-started-offline', findings, { full: true })
    await till.locator('input[name=photo]').setInputFiles(voucher)
    await till.getByText('已离线收下').waitFor({ timeout: 20_000 })
    await till.getByRole('button', { name: '下一位' }).click()
    await at(phone, '/benefits/code')
    await phone.getByRole('img', { name: '会员码二维码' }).waitFor()
    await till.locator('input[name=photo]').setInputFiles(await picture('code-member'))
    await till.getByText('没有网络，看不到姓名').waitFor({ timeout: 20_000 })
    await look(till, 'till-member-offline', findings, { full: true })
    await till.getByRole('radio', { name: /会员码八五折/ }).click()
    await till.getByRole('button', { name: '登记' }).click()
    await till.getByText('已离线登记').waitFor()
    await look(till, 'till-use-kept', findings)
    await till.getByRole('button', { name: '下一位' }).click()
    // The page is closed and opened again: both are still there.
    await till.reload()
    await till.getByText('有 2 张离线收的').waitFor()
    await till.context().setOffline(false)
    await till.getByText('已上传 2 张').waitFor({ timeout: 40_000 })
    const { body: uses } = await call(till, 'GET', '/api/till/uses')
    findings.same('uses', uses.items.map((row) => [row.title, row.state, row.offline]), [['会员码八五折', 'good', true], ['会员码八五折', 'void', false]])
    const { body: taken } = await call(till, 'GET', '/api/till/redemptions')
    findings.same('redemptions', taken.items.map((row) => [row.title, row.offline]), [['豆浆一杯', true]])
  })

  await step('the desk lists the uses, of a merchant and of a member, and carries them out', async () => {
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/uses?merchant_id=${merchant.id}`)
    await officer.getByText('林*').first().waitFor()
    await settle(officer)
    await look(officer, 'discount-uses', findings, { full: true })
    const { body: code } = await call(phone, 'GET', '/api/me/member_code')
    await officer.getByRole('link', { name: code.number }).first().click()
    await officer.waitForURL(/number=/)
    await officer.getByText('林*').first().waitFor()
    const { body: mine } = await call(officer, 'GET', `/api/benefit_uses?number=${code.number.replace(/ /g, '')}`)
    findings.same('of the member', mine.items.map((row) => row.state), ['good', 'void'])
  })
}
