// A template is changed by two people, a letter is issued by it, printed, downloaded, found in the archive and withdrawn.
import { readFileSync } from 'node:fs'
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const SCREENS = ['laptop', 'phone']
const MATTER = '食堂夜班供餐'

/** Chooses in a select by the words of its option. */
async function choose(page, id, words) {
  await page.locator(`#${id}`).click()
  await page.locator('.el-select-dropdown:visible .el-select-dropdown__item').filter({ hasText: words }).first().click()
}

export async function run({ staff, findings, step }) {
  const desk = await staff.page('xian', 'laptop', findings)
  let number = ''
  let id = ''

  await step('a change of a template is proposed', async () => {
    await staff.go(desk, '/letter-templates', findings)
    await look(desk, 'letter-templates', findings, { screens: SCREENS })
    await desk.getByRole('link', { name: '答复函' }).click()
    await desk.getByRole('heading', { name: '答复函', level: 1 }).waitFor()
    await settle(desk)
    await look(desk, 'letter-template', findings, { screens: SCREENS })
    await desk.getByRole('button', { name: '修改模板' }).click()
    const first = desk.getByLabel('文字 2', { exact: true })
    await first.fill('尊敬的{reporte}：')
    await desk.locator('#f-reason').fill('称呼更得体')
    await desk.getByRole('button', { name: '提出', exact: true }).click()
    await desk.getByText('没有“reporte”这一栏').first().waitFor()
    await settle(desk)
    await look(desk, 'letter-editor-faults', findings, { screens: SCREENS })
    await first.fill('尊敬的{reporter}：')
    await desk.getByRole('button', { name: '看样张' }).click()
    await desk.getByText('尊敬的陈建国同志：').waitFor()
    await settle(desk)
    await look(desk, 'letter-editor', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
    await desk.getByRole('button', { name: '提出', exact: true }).click()
    await desk.getByText('等待批准的修改').waitFor()
    await settle(desk)
    findings.same('the proposer cannot approve', await desk.getByRole('button', { name: '批准', exact: true }).count(), 0)
  })

  await step('another person looks at it and approves', async () => {
    const second = await staff.page('fuhe', 'laptop', findings)
    await staff.go(second, '/letter-templates/voice.reply', findings)
    await second.getByText('与现行版本相比').waitFor()
    await look(second, 'letter-template-waiting', findings, { screens: SCREENS })
    await second.getByRole('button', { name: '批准', exact: true }).click()
    await second.locator('.el-message-box').getByRole('button', { name: '批准' }).click()
    await second.getByText(/第 2 版 自/).waitFor()
    await settle(second)
    await second.context().close()
    staff.last = desk
  })

  await step('a letter is filled in, looked at and issued', async () => {
    await staff.go(desk, '/letters/new', findings)
    await look(desk, 'letter-new', findings, { screens: SCREENS })
    await choose(desk, 'letter-kind', '答复函')
    await desk.locator('[id="f-reporter"]').waitFor()
    await settle(desk)
    await desk.getByRole('button', { name: '预览' }).click()
    await desk.locator('.summary').waitFor()
    await look(desk, 'letter-form-faults', findings, { screens: SCREENS })
    await desk.locator('[id="f-reporter"]').fill('马小云同志')
    await desk.locator('[id="f-matter.title"]').fill(MATTER)
    await desk.locator('[id="f-received"]').fill('20261109')
    await desk.locator('[id="f-reply"]').fill('夜班职工反映食堂22时以后不供餐，情况属实。\n公司已同意自本月起增设夜班窗口，供应热饭热汤。{reporter}')
    await desk.locator('[id="f-measures"]').fill('一个月后回访\n听取夜班职工评价')
    await desk.locator('[id="f-contact"]').fill('王丽 65550012')
    await look(desk, 'letter-form', findings, { screens: SCREENS, full: true })
    await desk.getByRole('button', { name: '预览' }).click()
    await desk.getByText('尊敬的马小云同志：').waitFor()
    await settle(desk)
    await look(desk, 'letter-preview', findings, { screens: ['desk', 'laptop', 'phone'], full: true })
    findings.expect('preview', (await desk.locator('article').textContent()).includes('热饭热汤。{reporter}'), 'a value was read as a placeholder')
    await desk.getByRole('button', { name: '制发', exact: true }).click()
    await desk.locator('.el-message-box').getByRole('button', { name: '制发' }).click()
    await desk.getByText(/已制发 示总工函〔\d{4}〕\d+号/).waitFor()
    await desk.getByText('内容摘要（SM3）').waitFor()
    await settle(desk)
    number = (await desk.locator('article .number').textContent()).trim()
    id = desk.url().split('/').at(-1)
    await look(desk, 'letter-detail', findings, { screens: SCREENS, full: true })
  })

  await step('it is printed alone on its sheet', async () => {
    await desk.getByRole('button', { name: '打印', exact: true }).click()
    await desk.waitForURL(/\/print$/)
    await desk.locator('article').waitFor()
    await settle(desk)
    await look(desk, 'letter-print', findings, { screens: SCREENS, full: true })
    const pdf = await desk.pdf({ preferCSSPageSize: true })
    findings.same('sheets', pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0, 2)
    await desk.emulateMedia({ media: 'print' })
    findings.same('menus on paper', await desk.locator('button:visible').count(), 0)
    await look(desk, 'letter-printed', findings, { full: true })
    await desk.emulateMedia({ media: null })
  })

  await step('it is downloaded for the word processor', async () => {
    await staff.go(desk, `/letters/${id}`, findings)
    const [file] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: '下载文档' }).click()])
    findings.same('name of the file', file.suggestedFilename(), `${number} 示范县总工会关于“${MATTER}”的答复.docx`)
    findings.same('a package', readFileSync(await file.path()).subarray(0, 2).toString(), 'PK')
    await settle(desk)
  })

  await step('it is found in the archive, by number and by a word in the title', async () => {
    await staff.go(desk, '/letters', findings)
    await look(desk, 'letters', findings, { screens: ['desk', 'laptop', 'phone'] })
    for (const typed of ['夜班供餐', number.replace('〔', '[').replace('〕', ']')]) {
      await desk.getByPlaceholder('文号或标题中的字').fill(typed)
      await desk.getByPlaceholder('文号或标题中的字').press('Enter')
      await settle(desk)
      findings.expect(typed, (await desk.locator('.list .el-table__body').textContent()).includes(number), 'not found')
      findings.same(`${typed}: rows`, await desk.locator('.list .el-table__body tr').count(), 1)
    }
    await staff.go(desk, '/letters?state=withdrawn&kind=voice.reply', findings)
    findings.same('withdrawn ones', await desk.locator('.list .el-table__body tr').count(), 1)
    await desk.getByRole('button', { name: '导出', exact: true }).click()
    await desk.locator('#purpose').fill('核对台账')
    await desk.locator('.el-dialog:visible').getByText('CSV 文本').click()
    const [file] = await Promise.all([desk.waitForEvent('download'), desk.locator('.el-dialog:visible').getByRole('button', { name: '导出', exact: true }).click()])
    findings.same('rows of the file', readFileSync(await file.path(), 'utf8').trim().split('\r\n').length, 3)
  })

  await step('withdrawn, it keeps its number and says so', async () => {
    await staff.go(desk, `/letters/${id}`, findings)
    await desk.getByRole('button', { name: '作废', exact: true }).click()
    await desk.locator('#purpose').fill('主送姓名有误')
    await look(desk, 'letter-withdraw', findings, { screens: SCREENS })
    await desk.locator('.el-dialog:visible').getByRole('button', { name: '作废', exact: true }).click()
    await desk.locator('article').getByText(/作废（.+原因：主送姓名有误）/).waitFor()
    await settle(desk)
    await look(desk, 'letter-withdrawn', findings, { screens: SCREENS })
    findings.same('its number', (await desk.locator('article .number').textContent()).trim(), number)
  })

  await step('a union gets its short word', async () => {
    await staff.go(desk, '/letter-agencies', findings)
    await look(desk, 'letter-agencies', findings, { screens: SCREENS })
    await desk.getByRole('button', { name: '设置', exact: true }).click()
    await desk.locator('#f-word').fill('示总工会')
    await settle(desk)
    findings.same('the name is the union’s own', await desk.locator('#f-name').inputValue(), '示范县总工会')
    await look(desk, 'letter-agency-dialog', findings, { screens: SCREENS })
    await desk.locator('.el-dialog:visible').getByRole('button', { name: '设置', exact: true }).click()
    await desk.getByText('已设置“示总工会”').waitFor()
    await settle(desk)
    findings.same('rows', await desk.locator('.list .el-table__body tr').count(), 2)
  })

  await step('who only reads is offered no deed', async () => {
    const page = await staff.page('kan', 'laptop', findings)
    await staff.go(page, `/letters/${id}`, findings)
    findings.same('withdraw', await page.getByRole('button', { name: '作废', exact: true }).count(), 0)
    await staff.go(page, '/letters/new')
    findings.expect('issuing', await page.getByText('您的账号不能打开这个页面').isVisible(), 'the page opens')
    const { status } = await call(page, 'POST', `/api/letters/${id}/withdraw`, { reason: '想作废一份' })
    findings.same('the server refuses, too', status, 403)
    await page.context().close()
  })
  await desk.context().close()
}
