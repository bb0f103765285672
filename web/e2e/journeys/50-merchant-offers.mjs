// A merchant proposes what it gives to members: its manager writes at the till, the union compares and sends back, the merchant changes it,
// the union approves and members see it; a running discount is to change; the desk edits a discount, and the second of two is shown what
// the first one changed; an ordinary clerk sees nothing of it.
import { deed, must, signInMember } from '../benefits.mjs'
import { atSizes, look, open, phoneAt, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'
import { totp } from '../totp.mjs'

const MEMBER = { name: '沈佳宁', id: citizenId('330226', '19930822', 512), phone: '13957400950' }
const PASSWORD = 'Dianyuan-2026-xin'
const DAY_MS = 86_400_000
const PHONE = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
/** The day so many days ago, in Shanghai. */
const ago = (days) => new Date(Date.now() + 8 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10)

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const officer = await staff.page('puhui', 'laptop', findings)
  const manager = await staff.page('puhui2', 'laptop', findings)
  const { body: home } = await call(chair, 'GET', '/api/session')
  const boss = await open(browser, 'phone', findings, PHONE)
  const clerk = await open(browser, 'phone', findings, PHONE)
  const phone = await open(browser, 'phone', findings, PHONE)
  const at = (page, hash) => phoneAt(server, page, hash)
  const signIn = async (page, name, password) => {
    await page.goto(`${server.base}/h5/#/till`)
    await page.locator('input[name=username]').fill(name)
    await page.locator('input[name=password]').fill(password)
    await page.getByRole('button', { name: '下一步' }).click()
    for (const field of ['fresh', 'again']) await page.locator(`input[name=${field}]`).fill(PASSWORD)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('heading', { name: '绑定动态口令' }).waitFor()
    await page.locator('input[name=code]').fill(totp((await page.locator('output').textContent()).replace(/\s/g, ''), Date.now()))
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText(merchant.name).first().waitFor()
  }
  let merchant
  let shop

  await step('the desk makes one of two clerks the manager of the merchant', async () => {
    const { items } = must(await call(officer, 'GET', '/api/benefit_merchants?state=contracted&limit=50'), 200, 'merchants')
    const { items: known } = must(await call(officer, 'GET', '/api/benefit_proposals?limit=50'), 200, 'proposals')
    merchant = items.find((one) => one.shops === 1 && !known.some((other) => other.merchant_id === one.id))
    shop = must(await call(officer, 'GET', `/api/benefit_merchants/${merchant.id}/shops`), 200, 'shops')[0]
    const clerks = {}
    for (const [name, sign_in] of [['荐店长', 'jiandianzhang'], ['荐店员', 'jiandianyuan']]) {
      clerks[sign_in] = must(await call(officer, 'POST', `/api/benefit_merchants/${merchant.id}/clerks`, { shop_id: shop.id, name, sign_in, phone: '' }), 201, name)
    }
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/merchants/${merchant.id}?tab=clerks`)
    const row = officer.getByRole('row', { name: /荐店长/ })
    await row.getByRole('button', { name: '设为负责人' }).click()
    await officer.getByRole('button', { name: '确定' }).click()
    await row.getByRole('button', { name: '取消负责人' }).waitFor()
    await settle(officer)
    await look(officer, 'clerks-manager', findings, { full: true })
    staff.last = clerk
    await signIn(clerk, 'jiandianyuan', clerks.jiandianyuan.password)
    await clerk.getByText('结算单').first().waitFor()
    findings.same('no offers for a clerk', await clerk.getByText('优惠', { exact: true }).count(), 0)
    staff.last = boss
    await signIn(boss, 'jiandianzhang', clerks.jiandianzhang.password)
  })

  await step('the manager writes a proposal; what is missing is said at its field; it is kept and handed in', async () => {
    await boss.getByText('优惠', { exact: true }).click()
    await boss.getByText('还没有自荐过优惠').waitFor()
    await atSizes(boss, 'till-proposals-empty', findings)
    await boss.getByRole('button', { name: '自荐新的优惠' }).click()
    await boss.locator('input[name=title]').fill('折')
    await boss.locator('input[name=to]').fill(ago(3))
    await boss.getByRole('button', { name: '提交给工会审核' }).click()
    await boss.getByText('请写 2 至 30 个字').waitFor()
    await boss.getByText('止日不能早于开始的日期').waitFor()
    await boss.locator('input[name=title]').fill('周末会员七折')
    await boss.locator('input[name=to]').fill(ago(-60))
    await boss.getByRole('button', { name: '周六' }).click()
    await boss.getByRole('button', { name: '周日' }).click()
    await boss.locator('textarea[name=note]').fill('周年庆，给会员多一点优惠。')
    await atSizes(boss, 'till-proposal-form', findings)
    await boss.getByRole('button', { name: '先保存' }).click()
    await boss.waitForURL(/proposals\/\d+$/)
    await boss.getByText('草稿，还没有提交').waitFor()
    const { body: before } = await call(manager, 'GET', `/api/benefit_proposals?merchant_id=${merchant.id}`)
    findings.same('not handed in', before.items, [])
    await boss.getByRole('button', { name: '提交给工会审核' }).click()
    await boss.getByRole('button', { name: '提交', exact: true }).dblclick()
    await boss.getByText('等工会审核').waitFor()
    await settle(boss)
    await look(boss, 'till-proposals', findings, { full: true })
  })

  await step('the union finds it in what is to be done, and sends it back', async () => {
    staff.last = manager
    await manager.goto(`${server.base}/console/#/`)
    await manager.reload()
    await manager.getByText(/项商家自荐的优惠等您审核/).waitFor()
    await manager.locator('li', { hasText: '商家自荐的优惠等您审核' }).getByRole('button').click()
    await manager.getByText('周末会员七折').first().waitFor()
    await settle(manager)
    await look(manager, 'proposals', findings, { full: true })
    await manager.getByText('周末会员七折').first().click()
    await manager.getByText('新增的优惠，现在没有。').waitFor()
    await manager.getByText('每周六、周日').waitFor()
    await settle(manager)
    await look(manager, 'proposal-new', findings, { full: true })
    await manager.getByRole('button', { name: '退回修改' }).click()
    await manager.locator('.el-message-box__input input, .el-message-box__input textarea').first().fill('请写明哪些商品。')
    await manager.getByRole('button', { name: '确定' }).click()
    await manager.getByText('已退回').first().waitFor()
  })

  await step('the merchant reads why, changes it and hands it in again; approved, members see it', async () => {
    staff.last = boss
    await at(boss, '/till/proposals')
    await boss.getByText(/工会退回了您的自荐：请写明哪些商品/).waitFor()
    await atSizes(boss, 'till-proposals-returned', findings)
    await boss.getByRole('button', { name: '知道了' }).click()
    await boss.getByText(/工会退回了您的自荐/).waitFor({ state: 'detached' })
    await boss.getByRole('link', { name: /周末会员七折/ }).click()
    await boss.getByText('退回的原因：请写明哪些商品。').waitFor()
    await boss.getByRole('button', { name: '修改' }).click()
    await boss.locator('textarea[name=detail]').fill('全场商品，烟酒除外。')
    await boss.getByRole('button', { name: '提交给工会审核' }).click()
    await boss.getByRole('button', { name: '提交', exact: true }).click()
    await boss.getByText('等工会审核').waitFor()
    staff.last = manager
    await manager.goto(`${server.base}/console/#/benefits/proposals?state=proposed&merchant_id=${merchant.id}`)
    await manager.getByText('周末会员七折').first().click()
    await manager.getByText('全场商品，烟酒除外。').waitFor()
    await manager.getByRole('button', { name: '审核通过' }).click()
    await manager.getByRole('button', { name: '确定' }).click()
    await manager.getByText('已通过').first().waitFor()
    const { body: all } = await call(officer, 'GET', `/api/benefit_merchants/${merchant.id}/discounts`)
    findings.same('written once', all.filter((one) => one.title === '周末会员七折').length, 1)
    const form = { union_id: home.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: ago(400), change_kind: '1' }
    must(await call(chair, 'POST', '/api/members', form), 201, 'the member')
    staff.last = phone
    await signInMember(phone, server, MEMBER)
    await at(phone, '/benefit_shops')
    await phone.getByText('周末会员七折').first().waitFor()
  })

  await step('a running discount is to change: both sides stand beside each other', async () => {
    staff.last = boss
    await at(boss, '/till/proposals')
    await boss.locator('section', { hasText: '周末会员七折' }).getByRole('button', { name: '申请调整' }).click()
    await boss.getByText('已经开始').waitFor()
    await boss.locator('input[name=title]').fill('周末会员六五折')
    await boss.getByRole('button', { name: '提交给工会审核' }).click()
    await boss.getByRole('button', { name: '提交', exact: true }).click()
    await boss.getByText('等工会审核').waitFor()
    staff.last = manager
    await manager.goto(`${server.base}/console/#/benefits/proposals?state=proposed&merchant_id=${merchant.id}`)
    await manager.getByText('周末会员六五折').first().click()
    await manager.getByText('有变动').first().waitFor()
    await settle(manager)
    await look(manager, 'proposal-change', findings, { full: true })
    findings.same('only the title differs', await manager.locator('tr.changed').count(), 1)
    await manager.getByRole('button', { name: '审核通过' }).click()
    await manager.getByRole('button', { name: '确定' }).click()
    await manager.getByText('审核以前').waitFor()
    await settle(manager)
    await look(manager, 'proposal-approved', findings, { full: true })
  })

  await step('the desk edits it; the second of two is shown what the first one changed', async () => {
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/merchants/${merchant.id}?tab=discounts`)
    await officer.reload()
    const row = officer.getByRole('row', { name: /周末会员六五折/ })
    await row.getByRole('button', { name: '修改' }).click()
    const dialog = officer.locator('.el-dialog:visible').first()
    await dialog.locator('#f-title').fill('周末会员六折')
    await settle(officer)
    await look(officer, 'discount-edit', findings)
    const { body: all } = await call(officer, 'GET', `/api/benefit_merchants/${merchant.id}/discounts`)
    const known = all.find((one) => one.title === '周末会员六五折')
    const { title, detail, from, to, by_code, per_day, days } = { ...known, title: '周末会员六八折' }
    const answer = await officer.evaluate(
      async ([path, version, body]) => {
        const made = await fetch(path, { method: 'PUT', headers: { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'If-Match': `"${version}"` }, body: JSON.stringify(body) })
        await made.text()
        return made.status
      },
      [`/api/benefit_merchants/${merchant.id}/discounts/${known.id}`, known.version, { title, detail, from, to, by_code, per_day, days }],
    )
    findings.same('the first one', answer, 200)
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.getByRole('button', { name: '刷新' }).click()
    await officer.getByText('周末会员六八折').first().waitFor()
    await settle(officer)
    await look(officer, 'discount-clash', findings)
    await officer.getByRole('button', { name: '按选择填入' }).click()
    await dialog.getByRole('button', { name: '保存' }).click()
    await officer.getByRole('cell', { name: '周末会员六折' }).waitFor()
    await at(phone, '/benefit_shops')
    await phone.getByText('周末会员六折').first().waitFor()
  })

  await step('a merchant that is suspended proposes nothing', async () => {
    const { body: one } = await call(officer, 'GET', `/api/benefit_merchants/${merchant.id}`)
    const { body: open } = await call(boss, 'GET', '/api/till')
    findings.same('open before', [open.open, one.state], [true, 'contracted'])
    await deed(officer, `/api/benefit_merchants/${merchant.id}`, 'suspend', { reason: '核对资料' })
    const told = { title: '再来一个', from: ago(0) }
    const refused = await call(boss, 'POST', '/api/till/proposals', { kind: 'add', told })
    findings.same('refused', [refused.status, refused.body.code], [409, 'benefits.proposal-closed'])
    await deed(manager, `/api/benefit_merchants/${merchant.id}`, 'resume')
  })
}
