// A call on the hotline without a mouse: answered at once with the knowledge base; another one dispatched; what is done with a
// case beside its moves, each clicked once; and a dispatch that fails keeps the call.
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const SCREENS = ['desk', 'laptop']
const ALL = [...SCREENS, 'phone']
const CALLER = { name: '孟小川', phone: '13957400934' }

/** Chooses an option of a select that has this id. */
async function choose(page, id, option) {
  await page.locator('.el-select__wrapper', { has: page.locator(`[id="${id}"]`) }).click()
  await page.locator('.el-popper:visible .el-select-dropdown__item', { hasText: option }).first().click()
}

/** Chooses in a picker that looks on the server while one types. */
async function pick(page, id, typed, option) {
  await page.locator(`[id="${id}"]`).click()
  await page.locator(`[id="${id}"]`).pressSequentially(typed)
  await page.locator('.el-popper:visible .el-select-dropdown__item', { hasText: option }).first().click()
}

/** Takes a call down by the keys that the page shows. */
async function takeDown(page, { topic, body, choice }) {
  await page.locator('#f-reporter_phone').fill(CALLER.phone)
  await page.keyboard.press('Enter')
  await page.locator('#f-reporter_name').fill(CALLER.name)
  await choose(page, 'f-fields/topic', topic)
  await page.locator('#f-body').fill(body)
  await page.keyboard.press(`Alt+${choice}`)
}

/** One deed beside the moves: its button, what is filled in, and sent. */
async function deed(page, button, fill) {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.locator('.deed').waitFor()
  await fill()
  await page.locator('.deed').getByRole('button', { name: '确定', exact: true }).click()
  await page.locator('.deed').waitFor({ state: 'detached' })
  await settle(page)
}

const note = (page, text) => page.locator('#deed-note').fill(text)

export async function run({ staff, findings, step }) {
  const desk = await staff.page('quanyi', 'laptop', findings)
  const colleague = await staff.page('quanyi2', 'laptop', findings)
  const town = await staff.page('zhen', 'laptop', findings)
  const { body: townHome } = await call(town, 'GET', '/api/session')
  const { body: union } = await call(town, 'GET', `/api/unions/${townHome.home_union_id}`)
  let first
  let second
  staff.last = desk

  await step('a call is answered while it is spoken, without a mouse', async () => {
    await staff.go(desk, '/hotline', findings)
    await desk.locator('#f-reporter_phone').waitFor()
    await settle(desk)
    findings.same('focus', await desk.evaluate(() => document.activeElement?.id), 'f-reporter_phone')
    await look(desk, 'hotline', findings, { screens: ALL, full: true })
    await takeDown(desk, { topic: '工时与休假', body: '周六加班只给调休，不给加班工资，可以吗？', choice: 1 })
    await desk.getByText('这个号码以前没有反映过事情').waitFor()
    await desk.keyboard.press('Alt+k')
    await desk.keyboard.type('加班工资')
    await desk.locator('.result').first().waitFor()
    await settle(desk)
    await look(desk, 'hotline-knowledge', findings, { screens: SCREENS })
    await desk.keyboard.press('ArrowDown')
    await desk.keyboard.press('Enter')
    await desk.locator('.read article').waitFor()
    await desk.keyboard.press('Tab')
    await desk.keyboard.press('Enter')
    await desk.getByText(/已引用 ZK-/).waitFor()
    await desk.locator('#f-note').focus()
    await desk.keyboard.press('Home')
    await desk.keyboard.type('休息日加班可以先安排补休，不能补休的，按不低于工资的200%支付。')
    findings.expect('quoted', /依据：ZK-.+《.+》/.test(await desk.locator('#f-note').inputValue()), await desk.locator('#f-note').inputValue())
    await look(desk, 'hotline-answer', findings, { screens: SCREENS, full: true })
    await desk.keyboard.press('Control+Enter')
    await desk.getByText('已登记，并已“当场答复”。').waitFor()
    await settle(desk)
    await look(desk, 'hotline-done', findings, { screens: ALL })
    await desk.getByRole('button', { name: '去办这件事' }).click()
    await desk.getByText('已经办结，不用再办。').waitFor()
  })

  await step('the same phone is known; a hard one is dispatched', async () => {
    await staff.go(desk, '/hotline', findings)
    await desk.locator('#f-reporter_phone').waitFor()
    await takeDown(desk, { topic: '工资报酬', body: '干了四个月，只发了两个月工资，老板电话打不通。', choice: 4 })
    await desk.locator('.side').getByText('当场答复').waitFor()
    await settle(desk)
    await look(desk, 'hotline-caller', findings, { screens: SCREENS })
    await desk.keyboard.press('Control+Enter')
    await desk.getByText('已登记，并已“派单（复杂）”。').waitFor()
    await desk.getByRole('button', { name: '去办这件事' }).click()
    await desk.locator('.act').waitFor()
    await settle(desk)
    first = desk.url().split('/').at(-1)
  })

  await step('a dispatch that fails keeps the call, and says so', async () => {
    await staff.go(desk, '/hotline')
    await desk.locator('#f-reporter_phone').waitFor()
    await takeDown(desk, { topic: '工资报酬', body: '工资还差两个月没有发，和上次是同一家。', choice: 2 })
    await desk.route(/\/api\/cases\/\d+\/deeds$/, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"http.internal","status":500,"title":"服务器出错了，请稍后再试"}' }))
    await desk.keyboard.press('Control+Enter')
    await desk.getByText('来电已经登记，但“派单（简单）”没有办成').waitFor()
    await settle(desk)
    await look(desk, 'hotline-failed', findings, { screens: SCREENS })
    await desk.unroute(/\/api\/cases\/\d+\/deeds$/)
    await desk.getByRole('button', { name: '去办这件事' }).click()
    await desk.locator('.act').waitFor()
    await settle(desk)
    second = desk.url().split('/').at(-1)
    await desk.getByRole('button', { name: '派单（一般）' }).click()
    await desk.locator('.deed').getByRole('button', { name: '派单（一般）' }).click()
    await desk.locator('.deed').waitFor({ state: 'detached' })
  })

  await step('more time, a helper, a link', async () => {
    await staff.go(desk, `/cases/${first}`, findings)
    await desk.locator('.act').waitFor()
    await settle(desk)
    await look(desk, 'hotline-case', findings, { screens: SCREENS })
    await deed(desk, '延期', async () => {
      await desk.locator('#deed-days').fill('5')
      await note(desk, '老板电话打不通，要到工地核实')
    })
    await desk.getByText('老板电话打不通，要到工地核实').first().waitFor()
    await deed(desk, '请同事协办', async () => {
      await choose(desk, 'deed-account', '权益保障部')
      await note(desk, '一起去工地')
    })
    await desk.getByText('协办人').first().waitFor()
    await deed(desk, '关联另一件', async () => {
      const { body } = await call(desk, 'GET', `/api/cases/${second}`)
      await pick(desk, 'deed-other', body.number, body.number)
    })
    await desk.getByText('有关联').waitFor()
    await look(desk, 'hotline-deeds', findings, { screens: SCREENS, full: true })
  })

  await step('two calls about the same are joined', async () => {
    await staff.go(desk, `/cases/${second}`, findings)
    await desk.locator('.act').waitFor()
    await settle(desk)
    const { body } = await call(desk, 'GET', `/api/cases/${first}`)
    await deed(desk, '并入另一件', async () => {
      await pick(desk, 'deed-other', body.number, body.number)
      await note(desk, '同一个工地，同一个老板')
    })
    await desk.getByText('这件事已经并入另一件，一起办理。').waitFor()
    await look(desk, 'hotline-joined', findings, { screens: SCREENS })
  })

  await step('it is given to a colleague, handed down, asked back up, and given back', async () => {
    await staff.go(desk, `/cases/${first}`, findings)
    await desk.locator('.act').waitFor()
    await deed(desk, '指派给同事', async () => {
      await choose(desk, 'deed-account', '权益保障部')
      await note(desk, '请你来办')
    })
    staff.last = colleague
    await staff.go(colleague, `/cases/${first}`, findings)
    await colleague.getByText('由您承办。').waitFor()
    await deed(colleague, '转给别的工会', async () => {
      await pick(colleague, 'deed-union', union.name.slice(0, 4), union.name)
      await note(colleague, '工地在你们镇，请到现场核实')
    })
    staff.last = town
    await staff.go(town, `/cases/${first}`, findings)
    await town.locator('.act').waitFor()
    await settle(town)
    await look(town, 'hotline-town', findings, { screens: ALL })
    await town.getByRole('button', { name: '接办', exact: true }).click()
    await town.getByText('由您承办。').waitFor()
    await deed(town, '提请上级办理', () => note(town, '涉及县里几个工地，请总工会会同劳动监察'))
    staff.last = desk
    await staff.go(desk, '/cases?view=open')
    await staff.go(desk, `/cases/${first}`, findings)
    await desk.locator('.act').waitFor()
    await settle(desk)
    await deed(desk, '退回', () => note(desk, '先把考勤和工资条收齐'))
    staff.last = town
    await staff.go(town, '/cases?view=open')
    await staff.go(town, `/cases/${first}`, findings)
    await town.locator('.act').waitFor()
    await settle(town)
    findings.same('holder', (await call(town, 'GET', `/api/cases/${first}`)).body.holder_name, union.name)
  })

  await step('the town reports, the hotline checks and calls back', async () => {
    await town.getByRole('button', { name: '办好，报请质检' }).click()
    await choose(town, 'deed-result', '已解决')
    await note(town, '已到工地，工资补发到位，职工签字确认。')
    await town.locator('.deed').getByRole('button', { name: '办好，报请质检' }).click()
    await town.locator('.deed').waitFor({ state: 'detached' })
    staff.last = desk
    await staff.go(desk, '/hotline?part=check', findings)
    await settle(desk)
    await look(desk, 'hotline-check', findings, { screens: ALL })
    await desk.locator('.el-table__row', { hasText: '干了四个月' }).first().click()
    await desk.getByRole('heading', { name: '干了四个月', exact: false }).first().waitFor()
    await settle(desk)
    await look(desk, 'hotline-check-case', findings, { screens: SCREENS })
    await desk.getByRole('button', { name: '质检合格' }).click()
    await choose(desk, 'deed-quality', '优')
    await desk.locator('.deed').getByRole('button', { name: '质检合格' }).click()
    await desk.locator('.deed').waitFor({ state: 'detached' })
    await settle(desk)
    await desk.getByRole('button', { name: '回访完毕' }).click()
    await choose(desk, 'deed-satisfaction', '满意')
    await note(desk, '工资已经收到，谢谢工会。')
    await desk.locator('.deed').getByRole('button', { name: '回访完毕' }).click()
    await desk.getByText('已经办结，不用再办。').waitFor()
    await settle(desk)
    findings.same('rating', (await call(desk, 'GET', `/api/cases/${first}`)).body.rating, 'satisfied')
    await look(desk, 'hotline-finished', findings, { screens: SCREENS })
  })

  await step('letters on the case', async () => {
    await staff.go(desk, `/cases/${first}`, findings)
    await desk.getByRole('link', { name: '出具答复函' }).click()
    await desk.getByRole('button', { name: '预览' }).waitFor()
    await settle(desk)
    await look(desk, 'hotline-letter', findings, { screens: SCREENS, full: true })
  })

  await step('the other lists, and the monthly report', async () => {
    for (const part of ['dispatch', 'beneath', 'callback']) {
      await staff.go(desk, `/hotline?part=${part}`, findings)
      await look(desk, `hotline-${part}`, findings, { screens: SCREENS, axe: part === 'beneath' })
    }
    await staff.go(desk, '/voice-figures/month', findings)
    await desk.locator('.sheet table').first().waitFor()
    await settle(desk)
    await look(desk, 'voice-month', findings, { screens: ALL, full: true })
    await desk.emulateMedia({ media: 'print' })
    await look(desk, 'voice-month-printed', findings, { full: true, axe: false })
    await desk.emulateMedia({ media: null })
    const sheets = (await desk.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []
    findings.same('sheets of the report', sheets.length, 1)
  })
  await desk.context().close()
  await colleague.context().close()
  await town.context().close()
}
