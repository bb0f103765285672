// The knowledge base is kept; a suggestion is told on the phone, judged, adopted and rewarded; a wish is published without a
// name, claimed on the phone and brought about; a piece for the column is taken in and printed in a booklet.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const SCREENS = ['desk', 'laptop']
const ALL = [...SCREENS, 'phone']
const TELLER = { name: '罗小娟', id: citizenId('330226', '19820611', 942), phone: '13957400935' }
const HELPER = { name: '姚志远', id: citizenId('330226', '19750911', 953), phone: '13957400936' }

async function choose(page, id, option) {
  await page.locator('.el-select__wrapper', { has: page.locator(`[id="${id}"]`) }).click()
  await page.locator('.el-popper:visible .el-select-dropdown__item', { hasText: option }).first().click()
}

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

async function move(page, title, fill = async () => undefined) {
  await page.locator('.act .buttons').first().getByRole('button', { name: title, exact: true }).click()
  await page.locator('.deed').waitFor()
  await fill()
  await page.locator('.deed').getByRole('button', { name: title, exact: true }).click()
  await page.locator('.deed').waitFor({ state: 'detached' })
  await settle(page)
}

export async function run({ browser, server, staff, findings, step }) {
  const desk = await staff.page('quanyi', 'laptop', findings)
  const second = await staff.page('quanyi2', 'laptop', findings)
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const { body: home } = await call(chair, 'GET', '/api/session')
  const phone = () => open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  const teller = await phone()
  const helper = await phone()
  let suggestion = ''
  let wish = ''

  await step('an article of the knowledge base: written, published, changed, withdrawn', async () => {
    staff.last = desk
    await staff.go(desk, '/knowledge', findings)
    await look(desk, 'knowledge', findings, { screens: ALL })
    await desk.getByRole('button', { name: '新建知识条目' }).first().click()
    await desk.locator('#f-title').waitFor()
    await desk.getByRole('button', { name: '保存草稿' }).click()
    await desk.locator('.summary').waitFor()
    await look(desk, 'knowledge-faults', findings, { screens: SCREENS })
    await desk.locator('#f-title').fill('夜班津贴怎么算')
    await choose(desk, 'f-topic', '工时与休假')
    await desk.locator('#f-body').fill('本地没有统一标准，按集体合同或单位规章执行。\n依据：集体合同第十二条。')
    await look(desk, 'knowledge-new', findings, { screens: ALL })
    await desk.getByRole('button', { name: '保存草稿' }).click()
    await desk.getByText('这是草稿，发布以后查询的人才看得到。').waitFor()
    await desk.getByRole('button', { name: '发布', exact: true }).click()
    await desk.locator('.el-message-box').getByRole('button', { name: '发布' }).click()
    await desk.getByText('已发布').first().waitFor()
    await settle(desk)
    const id = desk.url().split('/').at(-1)
    await desk.getByRole('button', { name: '修改', exact: true }).click()
    await desk.locator('#f-body').fill('本地没有统一标准，按集体合同或单位规章执行，一般每班不低于15元。')
    await desk.getByRole('button', { name: '保存修改' }).click()
    await desk.getByText('修改还没有发布').waitFor()
    await settle(desk)
    await look(desk, 'knowledge-edited', findings, { screens: ALL, full: true })
    const clerk = await staff.page('zhen', 'laptop', findings)
    const { body: read } = await call(clerk, 'GET', `/api/knowledge/${id}`)
    findings.expect('readers', read.body.includes('集体合同第十二条') && !read.body.includes('15元'), `a reader sees ${read.body}`)
    await staff.go(clerk, `/knowledge/${id}`, findings)
    await look(clerk, 'knowledge-reader', findings, { screens: SCREENS })
    findings.same('a reader changes nothing', await clerk.getByRole('button', { name: '修改', exact: true }).count(), 0)
    await clerk.context().close()
    staff.last = desk
    await desk.getByRole('button', { name: '撤下', exact: true }).click()
    await desk.locator('#purpose').fill('新办法即将出台')
    await look(desk, 'knowledge-withdraw', findings)
    await desk.locator('.el-dialog').getByRole('button', { name: '撤下' }).click()
    await desk.getByText('这条已经撤下，查询的人看不到。').waitFor()
    await staff.go(desk, '/knowledge?q=夜班津贴', findings)
    await desk.locator('.el-table__row').getByText('夜班津贴怎么算').waitFor()
  })

  await step('a member suggests something on the phone', async () => {
    for (const who of [TELLER, HELPER]) {
      const form = { union_id: home.home_union_id, name: who.name, document_number: who.id, phone: who.phone, change_day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), change_kind: '1' }
      findings.same('the member', (await call(chair, 'POST', '/api/members', form)).status, 201)
    }
    staff.last = teller
    await signIn(teller, server, TELLER)
    await teller.getByRole('tab', { name: '说事' }).click()
    await teller.getByRole('link', { name: '提建议' }).waitFor()
    await settle(teller)
    await look(teller, 'h5-matters-ways', findings, { full: true })
    await teller.getByRole('link', { name: '提建议' }).click()
    await teller.getByRole('heading', { name: '合理化建议' }).waitFor()
    await settle(teller)
    findings.same('no question about the name', await teller.getByText('想让谁知道是您说的？').count(), 0)
    await teller.locator('textarea[name=body]').fill('砂轮机加装吸尘罩，打磨时不吃灰。')
    await teller.getByRole('radio', { name: '安全生产' }).click()
    await look(teller, 'h5-suggest', findings, { full: true })
    await teller.getByRole('button', { name: '告诉工会' }).click()
    await teller.getByRole('heading', { name: '工会收到了' }).waitFor()
    await settle(teller)
    await look(teller, 'h5-suggested', findings, { full: true })
    await teller.getByRole('button', { name: '看这件事' }).click()
    await teller.getByRole('heading', { name: '砂轮机加装吸尘罩' }).waitFor()
    suggestion = teller.url().split('/').at(-1)
  })

  await step('the chair of the union sends it up, and judges are asked', async () => {
    staff.last = chair
    await staff.go(chair, `/cases/${suggestion}`, findings)
    await chair.locator('.act').waitFor()
    await chair.getByRole('button', { name: '转给别的工会', exact: true }).click()
    const { body: county } = await call(desk, 'GET', '/api/session')
    const { body: union } = await call(desk, 'GET', `/api/unions/${county.home_union_id}`)
    await chair.locator('#deed-union').click()
    await chair.locator('#deed-union').pressSequentially(union.name.slice(0, 4))
    await chair.locator('.el-popper:visible .el-select-dropdown__item', { hasText: union.name }).first().click()
    await chair.locator('#deed-note').fill('请总工会评审')
    await chair.locator('.deed').getByRole('button', { name: '确定', exact: true }).click()
    await chair.locator('.deed').waitFor({ state: 'detached' })
    staff.last = desk
    await staff.go(desk, '/suggestions', findings)
    await settle(desk)
    await look(desk, 'suggestions', findings, { screens: ALL })
    await desk.locator('.el-table__row', { hasText: '砂轮机加装吸尘罩' }).first().click()
    await desk.locator('.act').waitFor()
    await settle(desk)
    await move(desk, '提交评审')
    await desk.getByRole('button', { name: '请评委评审', exact: true }).click()
    await choose(desk, 'deed-judges', '权益保障部（')
    await desk.locator('.el-popper:visible .el-select-dropdown__item', { hasText: '权益保障部复核人' }).click()
    await desk.keyboard.press('Escape')
    await settle(desk)
    await look(desk, 'suggestion-ask', findings, { screens: SCREENS })
    await desk.locator('.deed').getByRole('button', { name: '确定', exact: true }).click()
    await desk.locator('.deed').waitFor({ state: 'detached' })
    await settle(desk)
  })

  await step('two judges give their scores, neither sees the other before', async () => {
    for (const [page, score, waits] of [[desk, '90', true], [second, '84', true]]) {
      staff.last = page
      await staff.go(page, '/suggestions?part=judging', findings)
      await page.locator('.el-table__row', { hasText: '砂轮机加装吸尘罩' }).first().click()
      await page.locator('.act').waitFor()
      await settle(page)
      findings.same('hidden', await page.getByText('您打分以后才能看到别人的分数。').count(), waits ? 1 : 0)
      await page.getByRole('button', { name: '打分', exact: true }).click()
      await page.locator('#deed-score').fill('101')
      await page.locator('.deed').getByRole('button', { name: '确定', exact: true }).click()
      await page.getByText('请填 0 至 100 的整数').waitFor()
      await page.locator('#deed-score').fill(score)
      await page.locator('#deed-note').fill('花钱少，见效快。')
      await page.locator('.deed').getByRole('button', { name: '确定', exact: true }).click()
      await page.locator('.deed').waitFor({ state: 'detached' })
      await settle(page)
    }
    await second.getByText('平均 87.0 分').waitFor()
    await look(second, 'suggestion-judged', findings, { screens: ALL, full: true })
  })

  await step('it is adopted, brought about and rewarded; the figures count it', async () => {
    staff.last = desk
    await staff.go(desk, `/cases/${suggestion}`, findings)
    await desk.locator('.act').waitFor()
    await settle(desk)
    const before = (await call(desk, 'GET', '/api/voice/suggestions')).body.total
    await move(desk, '采纳', async () => {
      await desk.locator('#deed-department').fill('设备部')
      await desk.locator('#deed-plan_day').fill('20261231')
      await desk.locator('#deed-note').fill('评审通过，同意采纳。')
    })
    await move(desk, '实施完成', async () => {
      await desk.locator('#deed-effect').fill('六台砂轮机装好吸尘罩，粉尘检测合格。')
      await desk.locator('#deed-effect_money').fill('12000')
    })
    await move(desk, '奖励', async () => {
      await choose(desk, 'deed-grade', '二等')
      await desk.locator('#deed-reward_money').fill('1500')
      await desk.locator('#deed-note').fill('奖励一千五百元，通报表扬。')
    })
    await desk.getByText('已经办结，不用再办。').waitFor()
    const after = (await call(desk, 'GET', '/api/voice/suggestions')).body.total
    findings.same('effect', after.effect - before.effect, 1_200_000)
    findings.same('adopted', after.adopted - before.adopted, 1)
    await staff.go(desk, '/suggestions?part=figures', findings)
    await look(desk, 'suggestion-figures', findings, { screens: ALL })
    await staff.go(desk, '/booklet?kind=voice.suggestion&step=rewarded', findings)
    await desk.locator('.sheet').getByText('砂轮机加装吸尘罩').first().waitFor()
    await look(desk, 'booklet', findings, { screens: ALL, full: true })
    await desk.emulateMedia({ media: 'print' })
    await look(desk, 'booklet-printed', findings, { full: true, axe: false })
    await desk.emulateMedia({ media: null })
  })

  await step('a wish is told on the phone, and published without a name from the board', async () => {
    staff.last = teller
    await teller.goto(`${server.base}/h5/#/wishes`)
    await teller.getByRole('heading', { name: '微心愿' }).waitFor()
    await settle(teller)
    await look(teller, 'h5-wishes', findings, { full: true })
    await teller.getByRole('button', { name: '说出我的心愿' }).click()
    await teller.locator('textarea[name=body]').fill('女儿想学画画，盼一套彩笔。')
    await teller.getByRole('radio', { name: '职工的孩子' }).click()
    await teller.getByRole('radio', { name: '学习用品' }).click()
    await look(teller, 'h5-wish-new', findings, { full: true })
    await teller.getByRole('button', { name: '告诉工会' }).click()
    await teller.getByRole('heading', { name: '工会收到了' }).waitFor()
    await teller.getByRole('button', { name: '看这件事' }).click()
    await teller.getByRole('heading', { name: '女儿想学画画，盼一套彩笔' }).waitFor()
    wish = teller.url().split('/').at(-1)
    staff.last = chair
    await staff.go(chair, '/wishes', findings)
    await settle(chair)
    await look(chair, 'wishes', findings, { screens: ALL, full: true })
    await chair.getByRole('button', { name: '公布 女儿想学画画，盼一套彩笔' }).click()
    await chair.locator('#deed-public_title').fill('一套彩笔')
    await chair.locator('#deed-public_text').fill(`${TELLER.name}的女儿想学画画，盼一套24色的彩笔。`)
    await chair.getByText('里面有本人的姓名，请隐去再公布').waitFor()
    await settle(chair)
    await look(chair, 'wish-named', findings, { screens: ALL })
    await chair.locator('.el-dialog .deed').getByRole('button', { name: '审核通过，公布' }).click()
    await chair.getByText('公布的内容里有本人的姓名、电话或单位，请隐去').waitFor()
    await chair.locator('#deed-public_text').fill('二年级女孩想学画画，盼一套24色的彩笔。')
    await chair.locator('.el-dialog .deed').getByRole('button', { name: '审核通过，公布' }).click()
    await chair.locator('.el-dialog').waitFor({ state: 'detached' })
    await settle(chair)
  })

  await step('everybody reads it; a member claims it, once, and says when it is there', async () => {
    staff.last = helper
    await helper.goto(`${server.base}/h5/#/wishes`)
    await helper.getByText('一套彩笔').first().waitFor()
    await settle(helper)
    findings.expect('nameless', !(await helper.locator('main').textContent()).includes(TELLER.name), 'the name is shown')
    await look(helper, 'h5-wishes-stranger', findings, { full: true })
    await signIn(helper, server, HELPER)
    await helper.goto(`${server.base}/h5/#/wishes`)
    const one = helper.locator('li', { hasText: '一套彩笔' })
    await one.getByRole('button', { name: '我来认领' }).click()
    await helper.locator('.van-dialog:visible').waitFor()
    await settle(helper)
    await look(helper, 'h5-wish-claim', findings)
    await helper.locator('.van-dialog:visible').getByRole('button', { name: '认领', exact: true }).click()
    await helper.getByText('认领成功，谢谢您！').waitFor()
    await settle(helper)
    await look(helper, 'h5-wish-claimed', findings, { full: true })
    findings.same('twice', (await call(teller, 'POST', '/api/me/claims', { case_id: wish })).status >= 400, true)
    await helper.getByRole('button', { name: '心愿已送到' }).click()
    await helper.getByText('已圆梦，待回访').first().waitFor()
    await settle(helper)
  })

  await step('the chair calls back, and the thanks are read by whoever brought it', async () => {
    staff.last = chair
    await staff.go(chair, '/cases')
    await staff.go(chair, '/wishes', findings)
    await chair.getByRole('button', { name: '回访 女儿想学画画，盼一套彩笔' }).click()
    await choose(chair, 'deed-satisfaction', '满意')
    await chair.locator('#deed-thanks').fill('谢谢您，我画了一张画送给您。')
    await chair.locator('#deed-note').fill('孩子很喜欢。')
    await chair.locator('.el-dialog .deed').getByRole('button', { name: '回访完毕' }).click()
    await chair.locator('.el-dialog').waitFor({ state: 'detached' })
    await settle(chair)
    await staff.go(chair, '/wishes?part=finished', findings)
    await look(chair, 'wishes-finished', findings, { screens: SCREENS })
    staff.last = helper
    await helper.reload()
    await helper.getByText('谢谢您，我画了一张画送给您。').first().waitFor()
    await settle(helper)
    await look(helper, 'h5-wish-thanks', findings, { full: true })
    await teller.goto(`${server.base}/h5/#/matters`)
    await teller.getByText('女儿想学画画，盼一套彩笔').waitFor()
    await settle(teller)
    await look(teller, 'h5-matters-kinds', findings, { full: true })
  })

  await step('an organisation claims by the desk', async () => {
    staff.last = desk
    await staff.go(desk, '/wishes', findings)
    await desk.getByRole('button', { name: /^登记认领人 / }).first().click()
    await desk.locator('#deed-name').fill('县爱心企业联盟')
    await desk.locator('#deed-contact').fill('0574-65550018')
    await settle(desk)
    await look(desk, 'wish-claim-for', findings, { screens: SCREENS })
    await desk.locator('.el-dialog .deed').getByRole('button', { name: '确定', exact: true }).click()
    await desk.locator('.el-dialog').waitFor({ state: 'detached' })
  })

  await step('a piece for the column: counted, passed, published, printed, read', async () => {
    await staff.go(desk, '/column', findings)
    await settle(desk)
    await look(desk, 'column', findings, { screens: ALL })
    await desk.getByRole('button', { name: '收稿', exact: true }).click()
    await desk.locator('[id="f-fields/unit"]').fill('示范县总工会')
    await desk.locator('[id="f-fields/post"]').fill('干事')
    await desk.locator('[id="f-fields/author"]').fill('沈一鸣')
    await desk.locator('[id="f-fields/issue"]').fill('2027新年微心愿')
    await desk.locator('#f-body').fill('愿'.repeat(201))
    await desk.getByText('201 / 200 字').waitFor()
    await desk.locator('.el-dialog').getByRole('button', { name: '收稿', exact: true }).click()
    await desk.locator('.summary').waitFor()
    await look(desk, 'column-long', findings, { screens: ALL })
    await desk.locator('#f-body').fill(`${'愿 '.repeat(199)}好`)
    await desk.getByText('200 / 200 字').waitFor()
    await desk.locator('.el-dialog').getByRole('button', { name: '收稿', exact: true }).click()
    await desk.getByText(/已收稿 ZL-/).waitFor()
    await desk.locator('.el-table__row', { hasText: '愿 愿' }).first().click()
    await desk.locator('.act').waitFor()
    await settle(desk)
    const text = '愿说事室的灯一直亮着，愿大家有话肯说。'
    await move(desk, '初审通过', () => desk.locator('#deed-final_text').fill(text))
    await move(desk, '审定，刊出')
    await staff.go(desk, '/booklet?kind=voice.column&step=published', findings)
    await desk.locator('.sheet').getByText(text).waitFor()
    await look(desk, 'booklet-column', findings, { screens: SCREENS, full: true })
    staff.last = helper
    await helper.goto(`${server.base}/h5/#/column`)
    await helper.getByText(text).waitFor()
    await settle(helper)
    await look(helper, 'h5-column', findings, { full: true })
  })
  for (const page of [desk, second, chair, teller, helper]) await page.context().close()
}
