// Reporting upwards: the sample mapping with its preview, an own copy with a map, a delta file, its receipt, the difference.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { look, RESULTS, settle } from '../browser.mjs'
import { call, pickUnion } from '../staff.mjs'

const STATE = ['laptop', 'phone']

export async function run({ staff, findings, step }) {
  const page = await staff.page('xian', 'desk', findings)
  let union
  let file

  await step('sees what was reported, and a refused row with its reason', async () => {
    await staff.go(page, '/exchange', findings)
    await page.locator('.list .el-table__body tr').first().waitFor()
    await look(page, 'exchange-list', findings, { screens: STATE })
    await page.locator('.list .el-table__body tr', { hasText: '已有回执' }).first().click()
    await page.getByText('核验不一致').first().waitFor()
    await settle(page)
    await look(page, 'exchange-run', findings, { screens: STATE })
  })

  await step('opens the sample mapping: ten rows, masked, and what is not mapped', async () => {
    await staff.go(page, '/exchange-targets', findings)
    await page.locator('.el-table__body tr', { hasText: '会员信息' }).first().waitFor()
    await look(page, 'exchange-targets', findings, { screens: STATE })
    await page.locator('.el-table__body tr', { hasText: '会员信息' }).first().getByRole('button', { name: '查看与修改' }).click()
    await page.getByText('这是程序自带的示范对照').waitFor()
    await page.locator('.scroll td', { hasText: '****' }).first().waitFor()
    await settle(page)
    const text = await page.locator('section.nj-panel').textContent()
    findings.same('no number in full', /\d{17}[\dX]/.test(text), false)
    await look(page, 'exchange-target', findings, { screens: STATE, full: true })
  })

  await step('makes an own mapping with a map of codes and sees the preview follow', async () => {
    await page.getByRole('button', { name: '另存为新目标' }).click()
    await page.getByRole('heading', { name: '新建上报目标' }).waitFor()
    await page.locator('.head label', { hasText: '名称' }).locator('input').fill('市平台会员月报')
    const { body: home } = await call(page, 'GET', '/api/unions?limit=1&sort=tree')
    union = home.items[0]
    await pickUnion(page, page.locator('.head label', { hasText: '维护工会' }).locator('button.field'), union.name)
    await page.getByRole('combobox', { name: '转换 3', exact: true }).click({ force: true })
    await page.locator('.el-select-dropdown:visible').getByText('对照表', { exact: true }).click()
    await page.getByText('不上报：性别').first().waitFor()
    await page.getByRole('button', { name: '对照', exact: true }).first().click()
    await page.getByLabel('上级代码 男').fill('M')
    await page.getByLabel('上级代码 女').fill('F')
    await look(page, 'exchange-map', findings, { axe: false })
    await page.locator('.el-dialog').getByRole('button', { name: '确定' }).click()
    await page.locator('.scroll td', { hasText: /^[MF]$/ }).first().waitFor()
    await page.getByRole('button', { name: '建立' }).click()
    await page.locator('.el-message-box input').fill('市里要求按月上报')
    await page.locator('.el-message-box').getByRole('button', { name: '确定' }).click()
    await page.getByText('这个上报目标还没有经另一个人批准').waitFor()
    await page.getByText('您提出的，要由另一个人批准').waitFor()
    await settle(page)
    await look(page, 'exchange-waiting', findings, { screens: STATE })
  })

  await step('a second person reads what is wanted and approves it', async () => {
    const second = await staff.page('fuhe', 'desk', findings)
    await staff.go(second, '/exchange-targets', findings)
    const row = second.locator('.el-table__body tr', { hasText: '市平台会员月报' }).first()
    await row.getByText('等待批准').waitFor()
    await row.getByRole('button', { name: '查看与修改' }).click()
    await second.locator('.proposal .el-table__body tr', { hasText: '性别' }).first().waitFor()
    await look(second, 'exchange-proposal', findings, { screens: STATE })
    await second.getByRole('button', { name: '批准', exact: true }).click()
    await second.locator('.el-message-box').getByRole('button', { name: '批准' }).click()
    await second.locator('.proposal').waitFor({ state: 'detached' })
    await settle(second)
  })

  await step('makes a delta file of one union and takes it out', async () => {
    const { body: targets } = await call(page, 'GET', '/api/exchange_targets')
    const target = targets.find((one) => one.name === '市平台会员月报')
    const { body: basic } = await call(page, 'GET', '/api/unions?limit=30&level=60&sort=tree')
    union = basic.items[20]
    await staff.go(page, '/exchange', findings)
    await page.getByRole('button', { name: '生成上报文件' }).click()
    await page.locator('#exchange-target').click({ force: true })
    await page.locator('.el-select-dropdown:visible').getByText(target.name, { exact: true }).click()
    await pickUnion(page, page.locator('#exchange-union'), union.name)
    await page.locator('#purpose').fill('按月报市平台')
    await look(page, 'exchange-begin', findings, { axe: false })
    await page.locator('.el-dialog').getByRole('button', { name: '生成上报文件' }).click()
    await page.getByRole('button', { name: '下载上报文件' }).waitFor({ timeout: 60_000 })
    await settle(page)
    await page.getByRole('button', { name: '下载上报文件' }).click()
    await page.locator('#purpose').fill('交到市平台')
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.el-dialog').getByRole('button', { name: '确定' }).click()])
    file = download.suggestedFilename()
    findings.same('a workbook', file.endsWith('.xlsx'), true)
    await settle(page)
  })

  await step('enters the receipt; who was refused goes out again, nobody else', async () => {
    const path = join(RESULTS, 'receipt.csv')
    const id = page.url().split('/').pop()
    const { body: run } = await call(page, 'GET', `/api/exchange_runs/${id}`)
    const sent = run.added
    const rows = Array.from({ length: sent }, (_, n) => `${n + 1},${n === 0 ? '否,姓名有误' : '是,'}`)
    writeFileSync(path, `序号,处理结果,原因\r\n${rows.join('\r\n')}\r\n`)
    await page.locator('input[type=file]').setInputFiles(path)
    await page.getByText(`对上 ${sent.toLocaleString('zh-CN')} 行`).waitFor()
    await look(page, 'exchange-receipt', findings, { screens: STATE })
    await page.getByRole('button', { name: '确认录入' }).click()
    await page.getByText('姓名有误').first().waitFor()
    await settle(page)
    const { body: again } = await call(page, 'POST', '/api/exchange_runs', { target_id: run.target_id, union_id: run.union_id, purpose: '按月报市平台' })
    await staff.go(page, `/exchange-runs/${again.id}`, findings)
    await page.getByRole('button', { name: '下载上报文件' }).waitFor({ timeout: 60_000 })
    const { body: next } = await call(page, 'GET', `/api/exchange_runs/${again.id}`)
    findings.same('one row', [next.added, next.changed, next.gone], [1, 0, 0])
  })

  await step('compares with what was accepted', async () => {
    const id = page.url().split('/').pop()
    const { body: run } = await call(page, 'GET', `/api/exchange_runs/${id}`)
    await staff.go(page, `/exchange-targets/${run.target_id}/difference?union_id=${run.union_id}`, findings)
    await page.getByText('仅本系统有').first().waitFor()
    await page.locator('.el-table__body tr').first().waitFor()
    await look(page, 'exchange-difference', findings, { screens: STATE })
  })
}
