// A chair hands in a piece for a column of 200 characters; an editor reviews and edits it, the chief editor lets it out; a member reads and
// comments on the phone, the editor lets the comment be read; somebody without a session reads it too; then a correction.
import { look, open, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '林晓春', id: citizenId('330226', '19880613', 412), phone: '13957400941' }
const TITLE = '愿夜班的灯亮一点'
const COLUMN = '“娘家人”新年微心愿'
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

async function choose(desk, label, text) {
  await desk.getByLabel(label, { exact: true }).locator('xpath=ancestor-or-self::div[contains(@class, "el-select__wrapper")]').first().click()
  await desk.locator('.el-popper:visible .el-select-dropdown__item', { hasText: text }).first().click()
}

/** Presses a deed of a post, answers why where that is asked, and waits for what it says. */
async function deed(desk, name, said, why) {
  await desk.locator('.steps').getByRole('button', { name, exact: true }).click()
  if (why !== undefined) {
    const dialog = desk.locator('.el-dialog:visible')
    await dialog.locator('#purpose').fill(why)
    await dialog.locator('.el-dialog__footer').getByRole('button').last().click()
  }
  await desk.getByText(said).first().waitFor()
  await settle(desk)
}

export async function run({ browser, server, staff, findings, step }) {
  const chair = await staff.page('zhuxi', 'laptop', findings)
  const { body: basic } = await call(chair, 'GET', '/api/session')
  let id = ''

  await step('a chair writes within the limit of the column and hands in', async () => {
    staff.last = chair
    await staff.go(chair, '/posts/new', findings)
    await choose(chair, '栏目', COLUMN)
    await chair.getByText('每篇最多 200 字').first().waitFor()
    await chair.getByLabel('标题').fill(TITLE)
    await chair.getByLabel('正文').fill('愿'.repeat(201))
    await chair.getByText('201 / 200 字').waitFor()
    await chair.getByLabel('作者单位').fill('示范模具有限公司工会')
    await chair.getByLabel('作者职务').fill('主席')
    await chair.getByLabel('作者姓名').fill('示范五')
    await chair.getByRole('button', { name: '存为草稿' }).click()
    await chair.getByText('201 字，这个栏目最多 200 字').first().waitFor()
    await look(chair, 'post-too-long', findings, { screens: ['laptop', 'phone'] })
    await chair.getByLabel('正文').fill('夜班路上的灯坏了两盏，愿它早点亮起来。\n也愿每一位夜归的人平安。')
    await chair.getByRole('button', { name: '存为草稿' }).click()
    await chair.getByRole('heading', { name: TITLE }).waitFor()
    id = /posts\/(\d+)/.exec(chair.url())?.[1] ?? ''
    await settle(chair)
    await deed(chair, '投稿', '已投稿')
    findings.same('no more than taking back', await chair.locator('.steps button').allTextContents(), ['收回'])
  })

  const editor = await staff.page('xuanchuan', 'laptop', findings)
  await step('an editor reviews, edits and hands it to the chief editor', async () => {
    staff.last = editor
    await staff.go(editor, '/posts', findings)
    await editor.getByText(TITLE).first().waitFor()
    await look(editor, 'posts', findings, { screens: ['desk', 'laptop', 'phone'] })
    await editor.getByText(TITLE).first().click()
    await editor.getByRole('heading', { name: TITLE }).waitFor()
    await settle(editor)
    await deed(editor, '初审通过', '初审通过，请编辑')
    await editor.locator('.steps').getByRole('button', { name: '修改', exact: true }).click()
    await editor.getByLabel('摘要').fill('一盏灯，一条回家的路。')
    await editor.getByRole('button', { name: '保存修改' }).click()
    await editor.getByRole('heading', { name: TITLE }).waitFor()
    await settle(editor)
    await deed(editor, '送审', '已送审')
    findings.same('an editor does not approve', await editor.locator('.steps').getByRole('button', { name: '审定' }).count(), 0)
  })

  const chief = await staff.page('xuanchuan2', 'laptop', findings)
  await step('the chief editor looks at it and lets it out', async () => {
    staff.last = chief
    findings.same('nobody reads it yet', (await call(chief, 'GET', `/api/public/posts/${id}`)).status, 404)
    await staff.go(chief, `/posts/${id}`, findings)
    await chief.locator('.steps').getByRole('button', { name: '审定', exact: true }).click()
    await chief.getByText('请逐字核对').waitFor()
    await chief.getByText('定时发布').click()
    await chief.locator('#publish-at').fill('2020-01-01T10:00')
    await chief.locator('.el-dialog__footer').getByRole('button').last().click()
    await chief.getByText('请选现在以后').waitFor()
    await look(chief, 'post-approve', findings)
    await chief.locator('.el-dialog').getByText('立即发布').first().click()
    await chief.locator('.el-dialog__footer').getByRole('button').last().click()
    await chief.getByText('已审定').first().waitFor()
    await settle(chief)
    await look(chief, 'post', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
    const feed = await chief.evaluate(async () => (await fetch('/api/posts/rss')).text())
    findings.expect('feed', feed.includes(TITLE) && feed.startsWith('<?xml'), 'the feed does not tell of the post')
  })

  const phone = await open(browser, 'phone', findings, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
  await step('somebody without a session reads it', async () => {
    staff.last = phone
    await phone.goto(`${server.base}/h5/#/posts`)
    await phone.getByText(TITLE).waitFor()
    await settle(phone)
    await look(phone, 'h5-posts', findings, { full: true })
    await phone.getByRole('button', { name: '权益提醒' }).click()
    await phone.getByText('离职时，这三样材料请收好').waitFor()
    findings.same('another column', await phone.getByText(TITLE).count(), 0)
    await phone.getByRole('button', { name: '全部', exact: true }).click()
    await phone.getByText(TITLE).click()
    await phone.getByText('夜班路上的灯坏了两盏').waitFor()
    await phone.getByText('示范模具有限公司工会 主席 示范五').waitFor()
    await phone.getByRole('button', { name: '登录后评论' }).waitFor()
    await look(phone, 'h5-post', findings, { full: true })
  })

  await step('a member comments, once a minute', async () => {
    const form = { union_id: basic.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: MEMBER.phone, change_day: day(), change_kind: '1' }
    findings.same('the member', (await call(chair, 'POST', '/api/members', form)).status, 201)
    await signIn(phone, server)
    await phone.getByRole('region', { name: '工会文章' }).getByText(TITLE).click()
    await phone.getByLabel('说说您的看法').fill('谢谢，路灯今天亮了。')
    await phone.getByRole('button', { name: '发表评论' }).click()
    await phone.getByText('已提交，审核后公开').waitFor()
    await phone.getByText('待审核').waitFor()
    const again = await call(phone, 'POST', `/api/me/posts/${id}/comments`, { body: '再说一句' })
    findings.same('twice within a minute', [again.status, again.body?.code], [429, 'posts.too-soon'])
    await look(phone, 'h5-post-comment', findings, { full: true })
  })

  await step('the editor lets it be read; readers are counted', async () => {
    staff.last = editor
    await staff.go(editor, '/post_comments?state=waiting', findings)
    const row = editor.getByRole('row', { name: /谢谢，路灯今天亮了/ })
    await row.waitFor()
    await look(editor, 'post-comments', findings, { screens: ['laptop', 'phone'] })
    await row.getByRole('button', { name: '公开', exact: true }).click()
    await row.waitFor({ state: 'detached' })
    const { body: shown } = await call(editor, 'GET', `/api/public/posts/${id}`)
    findings.same('shown, masked', shown.first_comments.items.map((one) => [one.name, one.body]), [['林*', '谢谢，路灯今天亮了。']])
    // What is kept in memory is written every five seconds.
    let read = {}
    for (let n = 0; n < 20 && !(read.readers >= 1 && read.opened >= 3); n += 1) {
      await editor.waitForTimeout(1_000)
      read = (await call(editor, 'GET', `/api/posts/${id}`)).body
    }
    findings.same('one reader', read.readers, 1)
    findings.expect('openings', read.opened >= 3, `${read.opened} openings`)
  })

  await step('a correction: readers see the old text until it is approved', async () => {
    await staff.go(editor, `/posts/${id}`, findings)
    await deed(editor, '更正', '请修改正文后再送审', '路灯是三盏，不是两盏')
    await editor.getByLabel('正文').fill('夜班路上的灯坏了三盏，愿它们早点亮起来。')
    await editor.getByRole('button', { name: '保存修改' }).click()
    await editor.getByText('读者现在看到的内容').waitFor()
    await settle(editor)
    await look(editor, 'post-correcting', findings, { full: true })
    await deed(editor, '送审', '已送审')
    findings.expect('old text', (await call(editor, 'GET', `/api/public/posts/${id}`)).body.body.includes('两盏'), 'readers see what nobody approved')
    staff.last = chief
    await chief.reload()
    await chief.locator('.steps').getByRole('button', { name: '审定', exact: true }).click()
    await chief.locator('.el-dialog__footer').getByRole('button').last().click()
    await chief.getByText('已审定').first().waitFor()
    await settle(chief)
    staff.last = phone
    await phone.goto(`${server.base}/h5/#/posts/${id}`)
    await phone.reload()
    await phone.getByText('夜班路上的灯坏了三盏').waitFor()
    await phone.getByText('路灯是三盏，不是两盏').waitFor()
    await look(phone, 'h5-post-corrected', findings, { full: true })
  })

  await step('columns, and a withdrawal', async () => {
    staff.last = editor
    await staff.go(editor, '/post_columns', findings)
    await editor.getByText(COLUMN).waitFor()
    await look(editor, 'post-columns', findings, { screens: ['laptop', 'phone'] })
    await editor.getByRole('button', { name: '新建栏目' }).click()
    const dialog = editor.locator('.el-dialog:visible')
    await dialog.getByLabel('名称', { exact: true }).fill('安全提示')
    await dialog.getByLabel('每篇最多字数', { exact: true }).fill('500')
    await look(editor, 'post-column-new', findings)
    await dialog.getByRole('button', { name: '保存' }).click()
    await editor.getByText('栏目已保存').waitFor()
    await editor.getByText('安全提示').waitFor()
    staff.last = chief
    await staff.go(chief, `/posts/${id}`, findings)
    await deed(chief, '撤回', '已撤回，读者看不到了', '路灯已经全部修好')
    findings.same('gone', (await call(chief, 'GET', `/api/public/posts/${id}`)).status, 404)
  })
}
