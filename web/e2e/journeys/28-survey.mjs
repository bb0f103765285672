// A cadre builds and publishes a branching questionnaire without names; a member answers it on the phone; the result is
// seen. Then a quiz under the own name, and the results of a survey with thousands of answers.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '俞小燕', id: citizenId('330226', '19900517', 908), phone: '13957400928' }
const TITLE = '食堂和班车满意度调查'

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

/** Adds a question of a kind and writes it; it is the one that is open. */
async function ask(desk, kind, title, choices = []) {
  await desk.locator('.add').getByRole('button', { name: kind, exact: true }).click()
  const open = desk.locator('article.question.open')
  await open.getByLabel('题目', { exact: true }).fill(title)
  for (const [i, choice] of choices.entries()) {
    if (i > 1) await open.getByRole('button', { name: '添加选项' }).click()
    await open.getByLabel(`选项 ${i + 1}`, { exact: true }).fill(choice)
  }
  return open
}

async function choose(desk, field, text) {
  await field.locator('xpath=ancestor::div[contains(@class, "el-select__wrapper")]').click()
  await desk.locator('.el-popper:visible .el-select-dropdown__item', { hasText: text }).first().click()
}

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('xian', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const { body: basic } = await call(chair, 'GET', '/api/session')
  let id = ''

  await step('the list, and a new questionnaire', async () => {
    staff.last = desk
    await staff.go(desk, '/surveys', findings)
    await desk.getByText('2026年职工需求与满意度调查').first().waitFor()
    await look(desk, 'surveys', findings, { screens: ['desk', 'laptop', 'phone'] })
    await desk.getByRole('button', { name: '新建' }).first().click()
    const form = desk.locator('.el-dialog')
    await form.getByLabel('标题').fill(TITLE)
    await settle(desk)
    await look(desk, 'survey-new', findings)
    await form.getByRole('button', { name: '下一步：写题目' }).click()
    await desk.getByRole('heading', { name: '编辑题目' }).waitFor()
    id = /surveys\/(\d+)\/edit/.exec(desk.url())?.[1] ?? ''
    await desk.getByText('还没有题目').waitFor()
    findings.expect('publish', await desk.getByRole('button', { name: '发布' }).isDisabled(), 'a form without questions can be published')
  })

  await step('questions, a condition, order by the keyboard, tried out on the phone beside', async () => {
    await ask(desk, '评分', '您对食堂的满意程度')
    const why = await ask(desk, '单选', '最不满意的是什么', ['菜价', '味道', '排队'])
    await why.getByRole('button', { name: '添加条件' }).click()
    await choose(desk, why.getByLabel('条件 1 的判断'), '不大于')
    await why.getByLabel('条件 1 的取值').fill('0')
    await desk.getByText('永远不会显示').waitFor()
    await why.getByLabel('条件 1 的取值').fill('2')
    await ask(desk, '多行文字', '您还有什么建议')
    const first = await ask(desk, '单选', '您的性别', ['男', '女'])
    await first.getByText('作为分类题').click()
    for (const n of [4, 3, 2]) {
      const up = desk.getByRole('button', { name: `上移第 ${n} 题` })
      await up.focus()
      await desk.keyboard.press('Enter')
    }
    await desk.locator('article.question').first().getByText('您的性别').waitFor()
    await desk.getByText('已自动保存').waitFor()
    await desk.getByText('永远不会显示').waitFor({ state: 'detached' })
    const preview = desk.getByRole('complementary', { name: '手机预览' })
    findings.same('hidden', await preview.getByText('最不满意的是什么').count(), 0)
    await preview.getByRole('radio', { name: '1', exact: true }).check({ force: true })
    await preview.getByText('最不满意的是什么').waitFor()
    await settle(desk)
    await look(desk, 'survey-build', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
    await desk.reload()
    await desk.locator('article.question').first().getByText('您的性别').waitFor()
    await settle(desk)
    // Open from now on, not from the next full hour.
    const { body: now } = await call(desk, 'GET', `/api/surveys/${id}`)
    await desk.getByLabel('开始时间').fill(new Date(Date.now() + 8 * 3_600_000 - 3_600_000).toISOString().slice(0, 16))
    await desk.getByLabel('开始时间').blur()
    await desk.getByText('已自动保存').waitFor()
    await desk.waitForTimeout(1_600)
    await settle(desk)
    findings.expect('saved', now.form.questions.length === 4, `${now.form.questions.length} questions are kept`)
    await desk.getByRole('button', { name: '发布' }).click()
    await desk.getByRole('heading', { name: TITLE }).waitFor({ timeout: 60_000 })
    await desk.getByText('校验码', { exact: true }).waitFor()
    await settle(desk)
    await look(desk, 'survey-published', findings, { screens: ['laptop', 'phone'] })
    const { body: published } = await call(desk, 'GET', `/api/surveys/${id}`)
    findings.same('union', published.union_id, session.home_union_id)
    findings.same('state', published.state, 'published')
  })

  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  await step('a member answers without a name, branching as it goes', async () => {
    const form = { union_id: basic.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), change_kind: '1' }
    findings.same('the member', (await call(chair, 'POST', '/api/members', form)).status, 201)
    staff.last = phone
    await signIn(phone, server)
    await phone.getByRole('tab', { name: '问卷' }).click()
    await phone.getByText(TITLE).waitFor()
    await settle(phone)
    await look(phone, 'h5-surveys', findings, { full: true })
    await phone.getByText(TITLE).click()
    await phone.getByText('谁交了哪份答卷').waitFor()
    await settle(phone)
    await look(phone, 'h5-survey-intro', findings, { full: true })
    await phone.getByRole('button', { name: '开始' }).click()
    await phone.getByText('您的性别').waitFor()
    await phone.getByRole('button', { name: '交卷' }).click()
    await phone.getByText('这一题还没有作答').first().waitFor()
    await settle(phone)
    await look(phone, 'h5-survey-faults', findings, { full: true })
    await phone.getByText('女', { exact: true }).click()
    await phone.locator('.rating label', { hasText: '2' }).click()
    await phone.getByText('最不满意的是什么').waitFor()
    await phone.getByText('排队').click()
    await phone.locator('textarea').fill('班车早高峰再加一趟。')
    await settle(phone)
    await look(phone, 'h5-survey-answers', findings, { full: true })
    // The draft outlives the page.
    await phone.reload()
    await phone.getByRole('button', { name: '开始' }).click()
    findings.same('draft', await phone.locator('textarea').inputValue(), '班车早高峰再加一趟。')
    const asked = []
    phone.on('request', (request) => {
      if (request.url().includes('/api/answers/')) asked.push(request.allHeaders())
    })
    await phone.getByRole('button', { name: '交卷' }).click()
    await phone.locator('.van-dialog').getByRole('button', { name: '交卷' }).click()
    await phone.getByText('已交卷，谢谢您').waitFor()
    await settle(phone)
    await look(phone, 'h5-survey-done', findings, { full: true })
    for (const headers of await Promise.all(asked)) findings.same('session on the way', headers.cookie, undefined)
    findings.expect('handed in', asked.length > 0, 'nothing was handed in')
  })

  await step('the result is there, and small numbers are not told', async () => {
    staff.last = desk
    await staff.go(desk, `/surveys/${id}`, findings)
    await desk.getByText('共 1 份答卷').waitFor()
    await settle(desk)
    await look(desk, 'survey-result', findings, { screens: ['laptop'], full: true })
    await desk.getByRole('button', { name: '查看文字回答' }).click()
    await desk.getByText('班车早高峰再加一趟').first().waitFor()
    await settle(desk)
    await look(desk, 'survey-texts', findings, { screens: ['laptop', 'phone'] })
    const { body: results } = await call(desk, 'GET', `/api/surveys/${id}/results`)
    findings.same('the place', results.places[0].answered ?? null, null)
  })

  await step('a survey with thousands of answers: figures, a township, a cross table', async () => {
    await staff.go(desk, '/surveys', findings)
    await desk.locator('.el-table__body tr', { hasText: '2026年职工需求与满意度调查' }).locator('td').first().click()
    await desk.getByText('各乡镇（街道）答卷').first().waitFor()
    await settle(desk)
    await look(desk, 'survey-figures', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
    await choose(desk, desk.getByLabel('乡镇（街道）'), '总工会')
    await settle(desk)
    await desk.getByRole('tab', { name: '交叉表' }).click()
    await desk.getByRole('table').first().waitFor()
    await settle(desk)
    await look(desk, 'survey-cross', findings, { screens: ['laptop', 'phone'] })
  })

  await step('a quiz under the own name, with points and the right answers', async () => {
    staff.last = phone
    await phone.getByRole('button', { name: '返回问卷列表' }).click()
    await phone.getByText('新修订工会法知识答题').click()
    await phone.getByText('时间从点“开始”起由系统计算').waitFor()
    await phone.getByRole('button', { name: '开始' }).click()
    await phone.getByRole('timer').waitFor()
    for (const answer of ['25人', '2%', '维护职工合法权益', '竭诚服务职工群众']) await phone.getByText(answer, { exact: true }).first().click()
    await settle(phone)
    await look(phone, 'h5-quiz', findings, { full: true })
    await phone.getByRole('button', { name: '交卷' }).click()
    await phone.locator('.van-dialog').getByRole('button', { name: '交卷' }).click()
    await phone.getByText('得 35 分（满分 100 分）').waitFor()
    await settle(phone)
    await look(phone, 'h5-quiz-done', findings, { full: true })
  })
  for (const page of [desk, chair, phone]) await page.context().close()
}
