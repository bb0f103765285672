// Three ways to give, from the builder to the phone: tickets that win at once, with their proof; something for whoever passed a quiz; and a
// queue in which the order is drawn, down which a voucher goes that somebody gives back.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '苏念慈', id: citizenId('330226', '19930618', 428), phone: '13957400944' }
const OTHER = { name: '沈如初', id: citizenId('330226', '19940719', 429), phone: '13957400945' }
const HOUR = 3_600_000
const DAY = 24 * HOUR
const PHONE = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const SCREENS = ['desk', 'laptop', 'phone']
const VALUE = '3388.12'
const QUIZ = '新修订工会法知识答题'
const day = (from) => new Date(Date.now() + 8 * HOUR + from * DAY).toISOString().slice(0, 10)

async function signIn(page, server, who) {
  await page.goto(`${server.base}/h5/`)
  await page.locator('input[name=phone]').fill(who.phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.locator('input[name=code]').fill((await page.locator('.demo strong').textContent()).trim())
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '确认是您本人' }).waitFor()
  await page.locator('input[name=name]').fill(who.name)
  await page.locator('input[name=tail]').fill(who.id.slice(-6))
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByRole('heading', { name: '工会会员卡' }).waitFor()
}

/** A step of a cadre on a record, on the version that stands. */
async function deed(desk, path, name, body = {}, at = path) {
  const answer = await desk.evaluate(
    async ([path, name, body, at]) => {
      const seen = await fetch(at)
      await seen.text()
      const headers = { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'Idempotency-Key': `e2e-${Math.random()}`, 'If-Match': seen.headers.get('ETag') }
      const made = await fetch(`${path}/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: made.status, body: await made.json().catch(() => undefined) }
    },
    [path, name, body, at],
  )
  if (answer.status !== 200) throw new Error(`${path}/${name}: ${JSON.stringify(answer)}`)
  return answer.body
}

/** Asks until something is so. */
async function until(what, ask, rounds = 200) {
  for (let n = 0; n < rounds; n += 1) {
    if (await ask()) return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  throw new Error(`${what} did not happen`)
}

function queueDraft(union_id, signUp) {
  const offer = { title: '亲子农场门票', worth: 4_000, pays: 0, days: 20, until: null, merchants: [] }
  const terms = { rules: '报名不分先后，截止后摇出顺序。', offer, limit: { per: 'campaign', most: 1 }, who: [], amounts: null, prizes: [], reserves: 0, source: '次日15时上证综指收盘点位', quiz: null, sign_up_until: signUp }
  return { union_id, kind: 'queue', title: '农场排队（演练）', terms, opens_at: Date.now() - HOUR, closes_at: Date.now() + 5 * DAY, stock: 1 }
}

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const officer = await staff.page('puhui', 'desk', findings)
  const manager = await staff.page('puhui2', 'laptop', findings)
  const phone = await open(browser, 'phone', findings, PHONE)
  const go = async (page, hash) => {
    await page.goto(`${server.base}/h5/#${hash}`)
    await page.reload()
    await settle(page)
  }
  const choose = async (id, option) => {
    await officer.locator('.el-select__wrapper', { has: officer.locator(`[id="${id}"]`) }).click()
    await officer.locator('.el-popper:visible .el-select-dropdown__item', { hasText: option }).first().click()
  }
  const publish = async (id) => {
    await deed(officer, `/api/benefit_campaigns/${id}`, 'propose')
    await deed(manager, `/api/benefit_campaigns/${id}`, 'publish')
    // The page shows what it read before.
    await officer.reload()
    await settle(officer)
  }
  /** From the first field to the draft; its id. */
  const build = async (kind, title, offer, more) => {
    await staff.go(officer, '/benefits/campaigns/new', findings)
    await officer.getByText('名会员符合条件').waitFor()
    await officer.locator('.el-radio-button', { hasText: kind }).click()
    await officer.locator('#campaign-title').fill(title)
    await officer.locator('#campaign-rules').fill('每位会员一次，凭券在合作商家使用。')
    await officer.locator('#campaign-offer').fill(offer)
    await officer.locator('#campaign-open-day').fill(day(-1))
    await officer.locator('#campaign-open-day').blur()
    await officer.locator('#campaign-close-day').fill(day(7))
    await officer.locator('#campaign-close-day').blur()
    await more()
    await officer.getByText('都填好了').waitFor()
    await settle(officer)
  }
  const save = async () => {
    await officer.getByRole('button', { name: '保存草稿' }).click()
    await officer.getByText('写好以后提交审批').waitFor()
    await settle(officer)
    return officer.url().split('/').at(-1)
  }
  let [tickets, quiz, queue] = ['', '', '']

  await step('two members', async () => {
    const { body: session } = await call(chair, 'GET', '/api/session')
    for (const who of [MEMBER, OTHER]) {
      const form = { union_id: session.home_union_id, name: who.name, document_number: who.id, phone: who.phone, change_day: '2026-01-05', change_kind: '1' }
      findings.same('the member', (await call(chair, 'POST', '/api/members', form)).status, 201)
    }
    staff.last = phone
    await signIn(phone, server, MEMBER)
  })

  await step('tickets that win at once are built: the odds stand on the phone beside', async () => {
    staff.last = officer
    await build('即开即中', '开票有礼（演练）', '奖品', async () => {
      await officer.getByRole('button', { name: '添加奖品' }).click()
      await officer.getByLabel('奖品名称 1').fill('电影票一张')
      await officer.getByLabel('份数 1').fill('50')
      await officer.getByLabel('每份（元） 1').fill('30')
      await officer.locator('#campaign-stock').fill('40')
      await officer.locator('#campaign-stock').blur()
      await officer.getByRole('button', { name: '保存草稿' }).click()
      await officer.getByText('奖品合计不能超过票数').first().waitFor()
      await officer.getByLabel('份数 1').fill('40')
      await officer.getByLabel('份数 1').blur()
    })
    findings.expect('odds', ((await officer.locator('.phone').textContent()) ?? '').includes('40 张票，40 张中奖'), 'the phone does not tell the odds')
    await look(officer, 'kinds-builder-instant', findings, { screens: SCREENS, full: true })
    tickets = await save()
    await publish(tickets)
    await staff.go(officer, `/benefits/campaigns/${tickets}`, findings)
    await officer.getByText('承诺值').first().waitFor()
    await look(officer, 'kinds-instant', findings, { screens: SCREENS, full: true })
  })

  await step('a member sees the odds, presses once, and has what was won', async () => {
    staff.last = phone
    await go(phone, `/benefits/${tickets}`)
    await phone.getByText('还剩 40 张票，其中 40 张中奖').waitFor()
    await look(phone, 'h5-instant', findings, { full: true })
    await phone.getByRole('button', { name: '开一张票' }).click()
    await phone.getByText('中奖了！').waitFor()
    await phone.getByText('还剩 39 张票').waitFor()
    await settle(phone)
    await look(phone, 'h5-instant-won', findings, { full: true })
    await phone.getByRole('link', { name: '看公示与验证' }).click()
    await phone.getByText('活动结束后几分钟内公布').waitFor()
    await settle(phone)
    await look(phone, 'h5-instant-promise', findings, { full: true })
    staff.last = officer
    await staff.go(officer, `/benefits/campaigns/${tickets}/board`, findings)
    await officer.getByText('已中出').waitFor()
    await settle(officer)
    await look(officer, 'kinds-board', findings, { screens: SCREENS })
  })

  await step('when it is over the secret is out, and a stranger works it out again', async () => {
    await deed(manager, `/api/benefit_campaigns/${tickets}`, 'stop', { reason: '演练结束' })
    const stranger = await open(browser, 'phone', findings, PHONE)
    staff.last = stranger
    await until('the secret', async () => (await call(officer, 'GET', `/api/public/benefit_instants/${tickets}`)).body.secret)
    await go(stranger, `/instants/${tickets}`)
    await stranger.getByRole('button', { name: '在本机验证' }).click()
    await stranger.getByText('验证通过').waitFor()
    await stranger.getByText('第 1 号票').waitFor()
    await settle(stranger)
    await look(stranger, 'h5-instant-proof', findings, { full: true })
    await stranger.context().close()
  })

  await step('a quiz with prizes: chosen in the builder, passed on the phone', async () => {
    staff.last = officer
    await build('有奖答题', '答题有礼（演练）', '图书券10元', async () => {
      await officer.locator('#campaign-worth').fill('10')
      await officer.locator('#campaign-stock').fill('20')
      await choose('campaign-quiz', QUIZ)
      await officer.locator('#campaign-pass').fill('10')
      await officer.locator('#campaign-pass').blur()
    })
    findings.expect('pass', ((await officer.locator('.phone').textContent()) ?? '').includes('得分达到 10 分'), 'the phone does not tell what is enough')
    await look(officer, 'kinds-builder-quiz', findings, { screens: SCREENS, full: true })
    quiz = await save()
    await publish(quiz)
    staff.last = phone
    await go(phone, `/benefits/${quiz}`)
    await phone.getByText('还没有答题').waitFor()
    await look(phone, 'h5-benefit-quiz', findings, { full: true })
    await phone.getByRole('link', { name: '去答题' }).click()
    await phone.getByRole('button', { name: '开始' }).click()
    await phone.getByText('25人', { exact: true }).click()
    await phone.getByText('2%', { exact: true }).click()
    for (let n = 0; n < 10 && (await phone.getByRole('button', { name: '下一页' }).count()) > 0; n += 1) await phone.getByRole('button', { name: '下一页' }).click()
    await phone.getByRole('button', { name: '交卷' }).click()
    await phone.locator('.van-dialog').getByRole('button', { name: '交卷' }).click()
    await phone.getByText('已交卷，谢谢您').waitFor()
    await settle(phone)
    await phone.getByRole('button', { name: '返回活动' }).click()
    await phone.getByText('已经达标').waitFor()
    await phone.getByRole('button', { name: '立即领取' }).click()
    await phone.getByText('领到了！').waitFor()
    await settle(phone)
    await look(phone, 'h5-benefit-passed', findings, { full: true })
  })

  await step('a queue: two sign up, the order is drawn, the first has it at once', async () => {
    const { body: session } = await call(officer, 'GET', '/api/session')
    const made = await call(officer, 'POST', '/api/benefit_campaigns', queueDraft(session.home_union_id, Date.now() + 60_000))
    findings.same('made', [made.status, made.body?.code], [201, undefined])
    queue = made.body.id
    await publish(queue)
    staff.last = phone
    await go(phone, `/draws/${queue}/mine`)
    await phone.getByRole('button', { name: '报名排队' }).click()
    await phone.getByText('待摇号').waitFor()
    await settle(phone)
    await look(phone, 'h5-queue', findings, { full: true })
    const other = await open(browser, 'phone', findings, PHONE)
    await signIn(other, server, OTHER)
    findings.same('the other one', (await call(other, 'POST', `/api/me/benefit_campaigns/${queue}/enter`, {})).status, 200)
    const room = `/api/benefit_draws/${queue}`
    await until('the list', async () => (await call(officer, 'GET', `${room}/room`)).body.state === 'frozen')
    await deed(officer, room, 'value', { value: VALUE }, `${room}/room`)
    await deed(manager, room, 'confirm', { value: VALUE }, `${room}/room`)
    await until('the order', async () => (await call(officer, 'GET', `${room}/room`)).body.state === 'drawn')
    staff.last = officer
    await staff.go(officer, `/benefits/draws/${queue}`, findings)
    await officer.getByText('排队中').first().waitFor()
    await settle(officer)
    await look(officer, 'kinds-queue-room', findings, { screens: SCREENS, full: true })
    const first = (await call(phone, 'GET', `/api/me/benefit_draws/${queue}`)).body.rank === 1 ? [phone, other] : [other, phone]
    await go(first[0], `/draws/${queue}/mine`)
    await first[0].getByText('已摇到').waitFor()
    await go(first[1], `/draws/${queue}/mine`)
    await first[1].getByText('您前面还有 0 人').waitFor()
    await settle(first[1])
    await look(first[1], 'h5-queue-waits', findings, { full: true })
    // Given back, it goes to the next one at once.
    await go(first[0], `/vouchers/${queue}/1`)
    await first[0].getByRole('button', { name: '不用了，退回这张券' }).click()
    await look(first[0], 'h5-give-back', findings)
    await first[0].locator('.van-dialog').getByRole('button', { name: '退回', exact: true }).click()
    await first[0].getByText('谢谢您让给别人').waitFor()
    await go(first[1], `/draws/${queue}/mine`)
    await first[1].getByText('已摇到').waitFor()
    await other.context().close()
  })
}
