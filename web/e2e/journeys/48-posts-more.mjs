// A draft of the week's benefits by one press, with a picture, through its reviews to the phone, where a member finds the campaigns as they
// stand and follows the union; then a withdrawal, after which the picture is gone too.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '何素云', id: citizenId('330226', '19870411', 428), phone: '13957400948' }
const day = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

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

/** A photo of 800 × 500, as a browser draws one. */
async function photo(page) {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 500 })
    const pen = canvas.getContext('2d')
    pen.fillStyle = '#c8102e'
    pen.fillRect(0, 0, 800, 500)
    pen.fillStyle = '#fff'
    pen.fillRect(200, 150, 400, 200)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(url.split(',')[1], 'base64')
}

export async function run({ browser, server, staff, findings, step }) {
  const officer = await staff.page('puhui', 'laptop', findings)
  let id = ''
  let title = ''

  await step('a draft of the week by one press, and again it is the same', async () => {
    staff.last = officer
    await staff.go(officer, '/posts', findings)
    await officer.getByRole('button', { name: '生成本周福利' }).click()
    const dialog = officer.locator('.el-dialog:visible')
    await dialog.getByText('本周普惠').first().waitFor()
    await look(officer, 'post-week', findings, { screens: ['laptop', 'phone'] })
    await dialog.getByRole('button', { name: '生成草稿' }).click()
    await officer.waitForURL(/#\/posts\/\d+/)
    await officer.getByRole('heading', { name: /本周福利/ }).waitFor()
    title = (await officer.getByRole('heading', { name: /本周福利/ }).textContent()).trim()
    id = /posts\/(\d+)/.exec(officer.url())?.[1] ?? ''
    await settle(officer)
    const { body: post } = await call(officer, 'GET', `/api/posts/${id}`)
    findings.expect('campaigns', post.campaigns.length > 0, 'the week has no campaigns')
    const lines = post.body.split('\n')
    // What the column has no room for is counted in a line.
    const others = Number(/^另有(\d+)项活动/.exec(lines.at(-2))?.[1] ?? 0)
    findings.same('a paragraph each, or counted', lines.filter((line) => /^\d+\. /.test(line)).length + others, post.campaigns.length)
    await staff.go(officer, '/posts', findings)
    await officer.getByRole('button', { name: '生成本周福利' }).click()
    await officer.locator('.el-dialog:visible').getByRole('button', { name: '生成草稿' }).click()
    await officer.getByText('这些天的福利文章已经生成过').waitFor()
    await officer.getByRole('heading', { name: title }).waitFor()
    findings.expect('the same draft', officer.url().includes(id), officer.url())
  })

  await step('a picture is described and placed; what is none is refused', async () => {
    await officer.locator('.steps').getByRole('button', { name: '修改', exact: true }).click()
    const input = officer.locator('.pictures input[type=file]')
    await input.setInputFiles({ name: '说明.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') })
    await officer.getByText('说明.png 不是能展示的图片').waitFor()
    await input.setInputFiles({ name: '海报.png', mimeType: 'image/png', buffer: await photo(officer) })
    await officer.getByLabel('图 1 的说明').waitFor()
    await officer.getByRole('button', { name: '保存修改' }).click()
    await officer.getByText('每张图片都要写说明').first().waitFor()
    await officer.getByLabel('图 1 的说明').fill('红底白字的本周福利海报')
    await officer.getByRole('button', { name: '放进正文' }).click()
    await officer.getByText('正文中的位置：[图1]').waitFor()
    await look(officer, 'post-pictures', findings, { screens: ['laptop', 'phone'], full: true })
    await officer.getByRole('button', { name: '保存修改' }).click()
    await officer.getByRole('img', { name: '红底白字的本周福利海报' }).waitFor()
    await settle(officer)
    await look(officer, 'post-with-picture', findings, { full: true })
  })

  await step('three people let it out', async () => {
    const take = async (name, deed) => {
      const page = await staff.page(name, 'laptop', findings)
      const tag = (await call(page, 'GET', `/api/posts/${id}`)).body.version
      const done = await page.evaluate(
        async ([path, version]) => (await fetch(path, { method: 'POST', headers: { 'X-Requested-With': 'niangjia', 'Content-Type': 'application/json', 'If-Match': `"${version}"` }, body: '{}' })).status,
        [`/api/posts/${id}/${deed}`, tag],
      )
      findings.same(deed, done, 200)
    }
    await take('puhui', 'submit')
    await take('xuanchuan', 'review')
    await take('xuanchuan', 'propose')
    await take('xuanchuan2', 'approve')
  })

  const chair = await staff.page('zhuxi', 'laptop', findings)
  const { body: basic } = await call(chair, 'GET', '/api/session')
  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  let picture = ''
  await step('everybody sees the picture and how the campaigns stand', async () => {
    staff.last = phone
    await phone.goto(`${server.base}/h5/#/posts`)
    await phone.getByText(title).waitFor()
    await settle(phone)
    await look(phone, 'h5-posts-covers', findings, { full: true })
    await phone.getByText(title).click()
    const shown = phone.getByRole('img', { name: '红底白字的本周福利海报' })
    await shown.waitFor()
    await shown.scrollIntoViewIfNeeded()
    await phone.waitForFunction(() => [...document.querySelectorAll('figure img')].every((one) => one.complete && one.naturalWidth > 0))
    picture = (await shown.getAttribute('src')) ?? ''
    await phone.getByRole('heading', { name: '文中的普惠活动' }).waitFor()
    await phone.getByRole('button', { name: '登录后关注' }).waitFor()
    await look(phone, 'h5-post-week', findings, { full: true })
    const feed = await phone.evaluate(async () => (await fetch('/api/posts/rss')).text())
    findings.expect('enclosure', feed.includes(`${picture}" length="`), 'the feed has no picture')
  })

  await step('a member is led to a campaign, follows the union and ceases to', async () => {
    const form = { union_id: basic.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: day(), change_kind: '1' }
    findings.same('the member', (await call(chair, 'POST', '/api/members', form)).status, 201)
    await signIn(phone, server)
    await phone.goto(`${server.base}/h5/#/posts/${id}`)
    const follow = phone.locator('.follow')
    await follow.getByRole('button', { name: '关注', exact: true }).click()
    await follow.getByText('已关注').waitFor()
    await follow.getByLabel('有新文章时告诉我').uncheck()
    await phone.waitForFunction(() => !document.querySelector('.follow input').checked && !document.querySelector('.follow input').disabled)
    const { body: followed } = await call(phone, 'GET', '/api/me/followed_unions')
    findings.same('followed, without notices', followed.map((one) => one.notices), [false])
    await settle(phone)
    await look(phone, 'h5-post-followed', findings, { full: true })
    await follow.getByRole('button', { name: '取消关注' }).click()
    await follow.getByRole('button', { name: '关注', exact: true }).waitFor()
    await phone.locator('a.line').first().click()
    await phone.waitForURL(/#\/benefits?\//)
  })

  await step('withdrawn, the picture is gone as well', async () => {
    const chief = await staff.page('xuanchuan2', 'laptop', findings)
    staff.last = chief
    findings.same('served', (await call(chief, 'GET', picture)).status, 200)
    await staff.go(chief, `/posts/${id}`, findings)
    await chief.locator('.steps').getByRole('button', { name: '撤回', exact: true }).click()
    await chief.locator('.el-dialog:visible #purpose').fill('活动时间有变')
    await chief.locator('.el-dialog:visible .el-dialog__footer').getByRole('button').last().click()
    await chief.getByText('已撤回，读者看不到了').first().waitFor()
    // Readers keep a picture for five minutes; the server is asked anew here.
    findings.same('gone', await chief.evaluate(async (path) => (await fetch(path, { cache: 'no-store' })).status, picture), 404)
  })
  const editor = await staff.page('xuanchuan', 'laptop', findings)
  await step('accounts elsewhere: entered, told of by hand and by workbook, and how they grew', async () => {
    staff.last = editor
    await staff.go(editor, '/post_channels', findings)
    await editor.getByText('职工之家旧网站').first().waitFor()
    await look(editor, 'post-channels', findings, { screens: ['desk', 'laptop', 'phone'] })
    await editor.getByRole('button', { name: '登记账号' }).click()
    const dialog = editor.locator('.el-dialog:visible')
    await dialog.getByLabel('账号名称').fill('示范短视频')
    await dialog.getByLabel('开设日期').fill('2026-01-15')
    await look(editor, 'post-channel-new', findings)
    await dialog.getByRole('button', { name: '保存' }).click()
    await editor.getByText('账号已保存').waitFor()
    const row = editor.getByRole('row', { name: /示范短视频/ })
    await row.getByRole('button', { name: '填月报' }).click()
    await dialog.getByLabel('月份').fill('2025-12')
    await dialog.getByLabel('粉丝数').fill('1,200')
    await dialog.getByLabel('阅读数').fill('3000')
    await dialog.getByLabel('发文数').fill('12')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.getByText('月份应在账号开设以后').first().waitFor()
    await dialog.getByLabel('月份').fill('2026-09')
    await look(editor, 'post-channel-return', findings)
    await dialog.getByRole('button', { name: '保存' }).click()
    await editor.getByText('月报已保存').waitFor()
    await editor.getByRole('button', { name: '导入月报' }).click()
    const lines = '账号名称,月份,粉丝数,阅读数,发文数\n示范短视频,2026-10,1.5万,4000,15\n没有登记的,2026-10,1,1,1\n'
    await dialog.locator('input[type=file]').setInputFiles({ name: '月报.csv', mimeType: 'text/csv', buffer: Buffer.from(lines) })
    await dialog.getByText('新填 1 行').waitFor()
    await dialog.getByText('没有登记过这个账号').waitFor()
    await look(editor, 'post-channel-upload', findings)
    await staff.go(editor, '/post_channel_returns', findings)
    await editor.getByText('15,000').first().waitFor()
    await look(editor, 'post-channel-returns', findings, { screens: ['laptop', 'phone'] })
    await staff.go(editor, '/post_channel_figures', findings)
    await editor.getByText('粉丝合计').waitFor()
    await editor.getByRole('row', { name: /示范短视频/ }).waitFor()
    await look(editor, 'post-channel-figures', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
  })
}
