// A chair registers the room of the union, holds it to the standard, plans who is on duty; a reception day is planned and announced;
// a member signs up on the phone, another waits; on the day what was said becomes a case. And the coverage of the county.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '岑建芳', id: citizenId('330226', '19880412', 932), phone: '13957400932' }
const SCREENS = ['desk', 'laptop', 'phone']
const DAY_MS = 86_400_000
/** The day in China so many days from now. */
const day = (ahead) => new Date(Date.now() + 8 * 3_600_000 + ahead * DAY_MS).toISOString().slice(0, 10)

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

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(chair, 'GET', '/api/session')
  let reception = ''

  await step('the chair registers a room', async () => {
    staff.last = chair
    await staff.go(chair, '/rooms', findings)
    await chair.getByRole('button', { name: '登记说事室' }).first().click()
    await chair.locator('#f-name').fill('东区说事室')
    await chair.locator('#f-address').fill('')
    await chair.locator('#f-head_name').fill('王建军')
    await chair.getByRole('button', { name: '登记', exact: true }).click()
    await chair.getByText('请填写“地址”').or(chair.getByText('地址').first()).first().waitFor()
    await chair.locator('#f-address').fill('东区综合楼一楼105室')
    await chair.locator('#f-phone').fill('0574-65123456')
    await settle(chair)
    await look(chair, 'room-new', findings, { screens: SCREENS })
    await chair.getByRole('button', { name: '登记', exact: true }).click()
    await chair.getByRole('heading', { name: '东区说事室' }).waitFor()
    await settle(chair)
    await look(chair, 'room', findings, { screens: SCREENS })
  })

  await step('it is held to the standard', async () => {
    await chair.getByRole('tab', { name: '建设标准' }).click()
    await chair.getByText('还没有检查过').waitFor()
    await chair.getByRole('button', { name: '检查登记' }).click()
    const dialog = chair.locator('.el-dialog:visible')
    const boxes = dialog.locator('.el-checkbox')
    const n = await boxes.count()
    findings.expect('standard', n > 8, `${n} items`)
    for (let i = 0; i < n; i += 1) if (i !== 2) await boxes.nth(i).click()
    await settle(chair)
    await look(chair, 'room-check', findings, { screens: SCREENS })
    await dialog.getByRole('button', { name: '登记检查结果' }).click()
    await chair.getByText('未达标，缺 1 项必备').waitFor()
    await settle(chair)
    await look(chair, 'room-standard', findings, { screens: SCREENS, full: true })
  })

  await step('duty is planned for the weeks to come, and somebody is swapped', async () => {
    await chair.getByRole('tab', { name: '值班' }).click()
    await chair.getByText('这个月没有安排值班').waitFor()
    await chair.getByRole('button', { name: '安排值班' }).click()
    const dialog = chair.locator('.el-dialog:visible')
    await dialog.locator('#f-people').fill('王建军\n李代表')
    for (const name of ['星期二', '星期四', '星期六', '星期日']) await dialog.locator('.el-checkbox', { hasText: name }).click()
    await dialog.getByText('不避开').click()
    await settle(chair)
    await look(chair, 'duty-plan', findings, { screens: SCREENS })
    await dialog.getByRole('button', { name: '安排值班' }).click()
    await chair.getByText(/已安排 \d+ 次值班/).waitFor()
    await chair.locator('.sheet').waitFor()
    await settle(chair)
    await look(chair, 'duty-month', findings, { screens: SCREENS, full: true })
    await chair.locator('.sheet td button').first().click()
    const one = chair.locator('.el-dialog:visible')
    await one.locator('#f-person_name').fill('赵替班')
    await one.getByRole('button', { name: '保存' }).click()
    await chair.getByText('原为王建军').first().waitFor()
  })

  await step('a reception day is planned and announced', async () => {
    await chair.getByRole('tab', { name: '接待日' }).click()
    await chair.getByRole('button', { name: '安排接待日' }).click()
    await chair.locator('#f-day').fill(day(3))
    await chair.locator('#f-host_name').fill('王建军')
    await chair.locator('#f-host_post').fill('工会主席')
    await chair.locator('#f-topics').fill('工资和工时，什么都可以说')
    await chair.locator('#f-seats').fill('1')
    await settle(chair)
    await look(chair, 'reception-new', findings, { screens: SCREENS })
    await chair.getByRole('button', { name: '保存（先不开放）' }).click()
    await chair.getByRole('heading', { name: '主席接待日' }).waitFor()
    reception = /receptions\/(\d+)/.exec(chair.url())?.[1] ?? ''
    await chair.getByRole('button', { name: '开放报名' }).click()
    await chair.getByText('已开放报名').first().waitFor()
    await settle(chair)
    await look(chair, 'reception', findings, { screens: SCREENS })
  })

  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  await step('a member signs up on the phone', async () => {
    const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: day(0), change_kind: '1' }
    findings.same('the member', (await call(chair, 'POST', '/api/members', form)).status, 201)
    staff.last = phone
    await signIn(phone, server)
    await phone.getByRole('tab', { name: '说事' }).click()
    await phone.getByText('接待日和说事室').click()
    await phone.getByText('东区说事室').waitFor()
    await settle(phone)
    await look(phone, 'h5-receptions', findings, { full: true })
    const card = phone.locator('li.box', { hasText: '工资和工时，什么都可以说' }).filter({ hasText: '东区综合楼一楼105室' })
    await card.getByRole('button', { name: '我要报名' }).click()
    await card.locator('input[name=topic]').fill('加班费怎么算')
    await card.getByRole('button', { name: '确定报名' }).click()
    await phone.getByText('您的时间：09:00').waitFor()
    await settle(phone)
    await look(phone, 'h5-signed-up', findings, { full: true })
  })

  await step('who comes later waits, and gets the seat when it is given up', async () => {
    staff.last = chair
    await staff.go(chair, `/receptions/${reception}`, findings)
    await chair.getByRole('button', { name: '代为报名' }).click()
    const dialog = chair.locator('.el-dialog:visible')
    await dialog.locator('#f-name').fill('钱来电')
    await dialog.locator('#f-phone').fill('13957400933')
    await dialog.locator('#f-topic').fill('年休假')
    await settle(chair)
    await look(chair, 'sign-up-add', findings, { screens: SCREENS })
    await dialog.getByRole('button', { name: '报名', exact: true }).click()
    await chair.getByText('名额已满，已排入候补').waitFor()
    await chair.getByRole('button', { name: '查看号码' }).first().click()
    const why = chair.locator('.el-dialog:visible')
    await why.locator('input, textarea').first().fill('通知带好工资条')
    await why.getByRole('button').last().click()
    await chair.getByText(MEMBER.phone).waitFor()
    await settle(chair)
    await look(chair, 'sign-ups', findings, { screens: SCREENS })
    staff.last = phone
    const mine = phone.locator('li.box', { hasText: '想说：加班费怎么算' })
    await mine.getByRole('button', { name: '取消报名' }).click()
    await mine.getByRole('button', { name: '确定取消' }).click()
    await phone.getByText('我报名的').waitFor({ state: 'detached' })
    staff.last = chair
    await chair.reload()
    await chair.locator('tr', { hasText: '钱来电' }).getByText('已报名').waitFor()
  })

  await step('on a day of the demo what was said becomes a case', async () => {
    const clerk = await staff.page('zhen', 'laptop', findings)
    staff.last = clerk
    await staff.go(clerk, '/receptions?state=over', findings)
    await clerk.locator('tbody tr').first().waitFor()
    await settle(clerk)
    await look(clerk, 'receptions', findings, { screens: SCREENS })
    await clerk.locator('tbody tr').first().click()
    await clerk.getByRole('heading', { name: '报名' }).waitFor()
    await clerk.getByRole('button', { name: '记录' }).first().click()
    const dialog = clerk.locator('.el-dialog:visible')
    await dialog.locator('#f-body').fill('三个月没发加班费，问了车间和人事都说再等等。')
    await dialog.locator('.el-select__wrapper').first().click()
    await clerk.locator('.el-popper:visible .el-select-dropdown__item', { hasText: '工资报酬' }).first().click()
    await settle(clerk)
    await look(clerk, 'said', findings, { screens: SCREENS })
    await dialog.getByRole('button', { name: '保存' }).click()
    await clerk.getByText('请把编号和查询码告诉本人').waitFor()
    await settle(clerk)
    await look(clerk, 'said-receipt', findings)
    await clerk.locator('.el-dialog:visible').getByRole('button', { name: '知道了' }).click()
    await clerk.getByRole('link', { name: '去看事项' }).first().waitFor()
  })

  await step('the county sees rooms and coverage, and the employers without', async () => {
    const desk = await staff.page('quanyi', 'laptop', findings)
    staff.last = desk
    await staff.go(desk, '/rooms', findings)
    await desk.locator('tbody tr').first().waitFor()
    await settle(desk)
    await look(desk, 'rooms', findings, { screens: SCREENS })
    await staff.go(desk, '/room-coverage', findings)
    await desk.getByText('合计').waitFor()
    await settle(desk)
    await look(desk, 'coverage', findings, { screens: SCREENS, full: true })
    await desk.locator('tbody a').first().click()
    await desk.locator('tbody tr').first().waitFor()
    await settle(desk)
    await look(desk, 'without-room', findings, { screens: SCREENS })
  })
}
