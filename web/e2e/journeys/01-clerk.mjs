// The main job: a township clerk uploads what a grass-roots union sent, checks, commits, gets the bad rows back, and takes it back.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { look, settle } from '../browser.mjs'
import { call, pickUnion } from '../staff.mjs'
import { readSheet, withManyPeople, withNewPeople } from '../workbook.mjs'

/** States of a page are looked at here; the pages themselves on every screen in the walk. */
const STATE = ['laptop', 'phone']
/** So many times the rows of the workbook that checking them takes a while. */
const LONG = 3600
const number = (text) => Number((text ?? '').replace(/[^\d-]/g, ''))

/** The figure of the first page with this title, in full. */
async function figure(page, title) {
  const card = page.locator('.cards .card', { has: page.locator('.what', { hasText: new RegExp(`^${title}$`) }) }).first()
  return number(await card.locator('b').getAttribute('title'))
}

export async function run({ server, staff, findings, step, shared }) {
  const [sent] = server.sent
  const original = readFileSync(sent.file)
  const file = join(server.folder, '东方模具会员表.xlsx')
  writeFileSync(file, withNewPeople(original, 700))
  const good = sent.rows.filter((row) => row.success).length
  const unionName = sent.file.split('/').at(-1).replace(/^\d+-/, '').replace(/\.\w+$/, '')
  const bad = sent.rows.length - good
  findings.expect('workbook', bad > 0, 'no row has a mistake')
  let page
  let before = 0

  await step('signs in with password and one-time code', async () => {
    page = await staff.stranger('desk', findings)
    await look(page, 'sign-in', findings, { screens: ['laptop', 'desk', 'phone', 'double'] })
    await staff.signIn(page, staff.account('zhen'), (at) => look(page, `sign-in-${at}`, findings, { screens: at === 'totp' ? STATE : [] }))
  })

  await step('sees to-do and figures', async () => {
    await staff.go(page, '/', findings)
    before = await figure(page, '会员')
    findings.expect('home', before > 0, 'no members in the figures')
    await look(page, 'home-clerk', findings, { axe: false })
  })

  await step('uploads a workbook with mistakes', async () => {
    await staff.go(page, '/imports/new', findings)
    const name = await page.locator('.field').first().textContent()
    findings.expect('import', /选择工会/.test(name ?? ''), 'a union is chosen beforehand')
    await page.locator('input[type=file]').setInputFiles(file)
    findings.expect('import', await page.getByText('请先选工会').isVisible(), 'a file without a union is not refused')
    await pickUnion(page, page.locator('.field').first(), unionName)
    await look(page, 'import-start', findings, { screens: STATE })
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('heading', { name: '请核对检查结果' }).waitFor()
    await settle(page)
  })

  await step('sees in the preview what would happen', async () => {
    const sums = Object.fromEntries(await page.locator('.sums > div').evaluateAll((cells) => cells.map((cell) => [cell.querySelector('span')?.textContent, Number(cell.querySelector('b')?.textContent)])))
    findings.same('preview', [sums['总行数'], sums['可以导入'], sums['有错，不导入']], [sent.rows.length, good, bad])
    await look(page, 'import-preview', findings, { screens: STATE })
    await staff.go(page, '/', findings)
    findings.same('home', await figure(page, '会员'), before)
    await page.getByText('检查完了，等您核对').waitFor()
    await look(page, 'home-todo', findings, { axe: false })
    await page.getByRole('button', { name: '查看' }).first().click()
    await page.getByRole('heading', { name: '请核对检查结果' }).waitFor()
  })

  await step('commits the good rows', async () => {
    await page.getByRole('button', { name: `确认导入 ${good} 行` }).click()
    await page.getByRole('heading', { name: '导入完成' }).waitFor()
    await look(page, 'import-done', findings, { axe: false })
    await staff.go(page, '/', findings)
    findings.same('members after the import', await figure(page, '会员'), before + good)
    shared.afterImport = before + good
    await page.goBack()
    await page.getByRole('heading', { name: '导入完成' }).waitFor()
  })

  await step('gets the bad rows back in the same workbook', async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载结果表' }).click()])
    const saved = join(server.folder, 'result.xlsx')
    await file.saveAs(saved)
    const rows = readSheet(readFileSync(saved))
    const before = readSheet(original)
    const head = Object.entries(rows.get(1) ?? {})
    const column = (title) => head.find(([, cell]) => cell.text === title)?.[0] ?? 'none'
    const [verdict, reason] = [column('是否导入成功'), column('错误原因')]
    findings.expect('result', verdict !== 'none' && reason !== 'none', `no columns for the outcome among ${head.map(([, cell]) => cell.text).join('、')}`)
    for (const row of sent.rows) {
      const cells = rows.get(row.row) ?? {}
      findings.same(`result row ${row.row} (${row.slip})`, cells[verdict]?.text, row.success ? '是' : '否')
      if (!row.success) findings.expect(`result row ${row.row}`, (cells[reason]?.text ?? '').length > 3, `no reason is given, only “${cells[reason]?.text}”`)
      findings.expect(`result row ${row.row}`, !Object.values(cells).some((cell) => cell.formula), 'a cell is a live formula')
      findings.same(`result row ${row.row} name`, cells.B?.text, before.get(row.row)?.B?.text)
    }
    const style = (success) => new Set(sent.rows.filter((row) => row.success === success).map((row) => rows.get(row.row)?.[verdict]?.style))
    const [of, or] = [style(true), style(false)]
    findings.expect('result', [...of].every((one) => !or.has(one)), 'good and bad rows have the same colour')
  })

  await step('sending the same file again changes nothing', async () => {
    await page.getByRole('button', { name: '再传一张表' }).click()
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('.sums').waitFor()
    await settle(page)
    const unchanged = await page.locator('.sums > div', { hasText: '没有变化' }).locator('b').textContent()
    findings.same('second import', number(unchanged), good)
    await look(page, 'import-again', findings, { axe: false })
    await page.getByRole('button', { name: '放弃这一批' }).click()
    await page.getByRole('button', { name: '确定' }).click()
    await page.getByText('这一批已停止').waitFor()
  })

  await step('sees a long check move, leaves, comes back and stops it', async () => {
    const { body } = await call(page, 'GET', `/api/unions?q=${encodeURIComponent(unionName)}&limit=1`)
    await staff.go(page, `/imports/new?union_id=${body.items[0].id}`, findings)
    const long = join(server.folder, '很长的表.xlsx')
    writeFileSync(long, withManyPeople(original, LONG))
    await page.locator('input[type=file]').setInputFiles(long)
    await page.locator('.moving').waitFor()
    await page.getByText(/已处理 [1-9][\d,]* 行，每秒约/).waitFor()
    await look(page, 'import-moving', findings)
    await staff.go(page, '/')
    await page.getByText('很长的表.xlsx：正在检查').waitFor()
    await page.locator('.todo li', { hasText: '很长的表' }).getByRole('button', { name: '查看' }).click()
    await page.getByRole('button', { name: '停止' }).click()
    await page.getByRole('button', { name: '确定' }).click()
    await page.getByText('这一批已停止').waitFor()
    await staff.go(page, '/', findings)
    findings.same('members after stopping', await figure(page, '会员'), before + good)
  })

  await step('finds the batch among the past ones and takes it back', async () => {
    await staff.go(page, '/imports', findings)
    await look(page, 'imports', findings, { axe: false })
    await page.locator('.el-table__body tr', { hasText: '已完成' }).first().click()
    await page.getByRole('heading', { name: '导入完成' }).waitFor()
    await page.getByRole('button', { name: '撤销这一批' }).click()
    await page.locator('.el-message-box__input input').fill('不')
    await page.locator('.el-message-box').getByRole('button', { name: '撤销这一批' }).click()
    await page.getByText('请输入“撤销”两个字').waitFor()
    await look(page, 'import-undo', findings)
    await page.locator('.el-message-box__input input').fill('撤销')
    await page.locator('.el-message-box').getByRole('button', { name: '撤销这一批' }).click()
    await page.getByText('这一批已撤销').first().waitFor()
    await settle(page)
    await look(page, 'import-undone', findings, { axe: false })
    await staff.go(page, '/', findings)
    findings.same('members after the undo', await figure(page, '会员'), before)
  })
  await page.context().close()
}
