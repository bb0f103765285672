// A draw from the promise to the prize: a member enters on the phone, two cadres draw in the room, a stranger verifies what came
// out in the browser, and the prize becomes a voucher.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '郑晓岚', id: citizenId('330226', '19910417', 426), phone: '13957400942' }
const HOUR = 3_600_000
const DAY = 24 * HOUR
const PHONE = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const TITLE = '周末抽奖（演练）'
/** What two people read in the paper. */
const VALUE = '3402.16'

async function signIn(page, server) {
  await page.goto(`${server.base}/h5/`)
  await page.locator('input[name=phone]').fill(MEMBER.phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.locator('input[name=code]').fill((await page.locator('.demo strong').textContent()).trim())
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: '确认是您本人' }).waitFor()
  await page.locator('input[name=name]').fill(MEMBER.name)
  await page.locator('input[name=tail]').fill(MEMBER.id.slice(-6))
  await page.getByRole('button', { name: '确认' }).click()
  await page.getByRole('heading', { name: '工会会员卡' }).waitFor()
}

/** A step of a cadre on a record, on the version that stands. */
async function deed(desk, path, name, body = {}) {
  const answer = await desk.evaluate(
    async ([path, name, body]) => {
      const at = await fetch(path)
      await at.text()
      const headers = { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'Idempotency-Key': `e2e-${Math.random()}`, 'If-Match': at.headers.get('ETag') }
      const made = await fetch(`${path}/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: made.status, body: await made.json().catch(() => undefined) }
    },
    [path, name, body],
  )
  if (answer.status !== 200) throw new Error(`${path}/${name}: ${JSON.stringify(answer)}`)
  return answer.body
}

function draft(union_id) {
  const offer = { title: '奖品', worth: 0, pays: 0, days: 30, until: null, merchants: [] }
  const prizes = [{ title: '双人电影票', count: 2, worth: 7_000 }]
  const terms = { rules: '每位会员报名一次。', offer, limit: { per: 'campaign', most: 1 }, who: [], amounts: null, prizes, reserves: 3, source: '次日15时上证综指收盘点位' }
  return { union_id, kind: 'draw', title: TITLE, terms, opens_at: Date.now() - HOUR, closes_at: Date.now() + DAY, stock: 0 }
}

/** The own number as it stands in the list. */
const bare = (text) => text.replace(/\s/g, '')

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const officer = await staff.page('puhui', 'laptop', findings)
  const manager = await staff.page('puhui2', 'laptop', findings)
  const phone = await open(browser, 'phone', findings, PHONE)
  const go = async (page, hash) => {
    await page.goto(`${server.base}/h5/#${hash}`)
    await page.reload()
    await settle(page)
  }
  let id = ''
  let own = ''

  await step('a draw is published with its promise', async () => {
    const { body: session } = await call(officer, 'GET', '/api/session')
    const made = await call(officer, 'POST', '/api/benefit_campaigns', draft(session.home_union_id))
    findings.same('made', [made.status, made.body?.code], [201, undefined])
    id = made.body.id
    await deed(officer, `/api/benefit_campaigns/${id}`, 'propose')
    await deed(manager, `/api/benefit_campaigns/${id}`, 'publish')
    staff.last = officer
    await officer.goto(`${server.base}/console/#/benefits/draws`)
    await officer.getByText(TITLE).first().click()
    await officer.getByRole('heading', { name: TITLE }).waitFor()
    await officer.getByText('承诺值').first().waitFor()
    await settle(officer)
    await look(officer, 'draw-room-open', findings)
  })

  await step('a member enters once and reads the own number', async () => {
    const { body: session } = await call(chair, 'GET', '/api/session')
    const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: '2026-01-05', change_kind: '1' }
    findings.same('the member', (await call(chair, 'POST', '/api/members', form)).status, 201)
    staff.last = phone
    await signIn(phone, server)
    await go(phone, `/draws/${id}/mine`)
    await phone.getByRole('button', { name: '报名抽奖' }).click()
    await phone.getByText('待开奖').waitFor()
    own = bare(await phone.locator('.own').textContent())
    findings.expect('own number', /^[0-9a-f]{20}$/.test(own), own)
    await settle(phone)
    await look(phone, 'h5-draw-own', findings, { full: true })
  })

  await step('the list is frozen; one types the public value, another one draws', async () => {
    await deed(manager, `/api/benefit_campaigns/${id}`, 'stop', { reason: '提前截止报名' })
    let state = ''
    for (let n = 0; n < 100 && state !== 'frozen'; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      state = (await call(officer, 'GET', `/api/benefit_draws/${id}/room`)).body.state
    }
    findings.same('the list', state, 'frozen')
    staff.last = officer
    await officer.reload()
    await officer.getByRole('button', { name: '录入公开随机数' }).click()
    await officer.getByRole('dialog').locator('input').first().fill('三千四百')
    await officer.getByRole('dialog').getByRole('button', { name: '录入公开随机数' }).click()
    await officer.getByText('请填 1 到 60 个半角字符').first().waitFor()
    await look(officer, 'draw-room-value', findings)
    await officer.getByRole('dialog').locator('input').first().fill(VALUE)
    await officer.getByRole('dialog').getByRole('button', { name: '录入公开随机数' }).click()
    await officer.getByText('待复核').first().waitFor()
    staff.last = manager
    await manager.goto(`${server.base}/console/#/benefits/draws/${id}`)
    await manager.getByRole('button', { name: '复核并开奖' }).click()
    await manager.getByRole('dialog').locator('input').first().fill(VALUE)
    await manager.getByRole('dialog').getByRole('button', { name: '复核并开奖' }).click()
    await manager.getByText('结果已公布').waitFor()
    await settle(manager)
    await look(manager, 'draw-room-drawn', findings)
    await manager.getByRole('button', { name: '中奖名单' }).click()
    await manager.getByText(MEMBER.name).first().waitFor()
    await settle(manager)
    await look(manager, 'draw-winners', findings)
  })

  await step('a stranger verifies it in the browser', async () => {
    const stranger = await open(browser, 'phone', findings, PHONE)
    staff.last = stranger
    await go(stranger, '/draws')
    await stranger.getByText(TITLE).first().waitFor()
    await look(stranger, 'h5-draws', findings, { full: true })
    await go(stranger, `/draws/${id}`)
    await stranger.getByRole('button', { name: '在本机验证' }).click()
    await stranger.getByText('验证通过').waitFor()
    findings.expect('masked', !(await stranger.locator('main').textContent()).includes(MEMBER.name), 'the name stands in full')
    await settle(stranger)
    await look(stranger, 'h5-draw-proof', findings, { full: true })
    await stranger.context().close()
  })

  await step('the winner claims the prize', async () => {
    staff.last = phone
    await go(phone, `/draws/${id}`)
    await phone.getByRole('button', { name: '在本机验证' }).click()
    await phone.getByText('名单里有我的报名编号').waitFor()
    await phone.getByText('验证通过').waitFor()
    await go(phone, `/draws/${id}/mine`)
    await phone.getByRole('button', { name: '领取奖品' }).click()
    await phone.getByText('奖品已放进').waitFor()
    await settle(phone)
    await look(phone, 'h5-draw-claimed', findings, { full: true })
    await phone.getByRole('button', { name: '看我的券' }).click()
    await phone.getByText('双人电影票').first().waitFor()
  })
}
