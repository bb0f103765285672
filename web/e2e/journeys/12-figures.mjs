// Figures: as of a day, ranked, walked back to records; frozen for ever, with what became known later and why.
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const STATE = ['laptop', 'phone']

const number = (text) => Number(text.replace(/[^\d-]/g, ''))

export async function run({ staff, findings, step }) {
  const page = await staff.page('xian', 'desk', findings)

  await step('sees the table of figures, ranks it and walks a figure back to its records', async () => {
    await staff.go(page, '/data', findings)
    await page.locator('.rows .el-table__body tr').first().waitFor()
    await look(page, 'figure-table', findings)
    const header = page.locator('.rows th', { hasText: '应建未建' })
    await header.click()
    await header.click()
    await settle(page)
    const column = await page.locator('.rows th').allTextContents()
    const at = column.findIndex((text) => text.includes('应建未建'))
    const cells = (await page.locator(`.rows .el-table__body tr td:nth-child(${at + 1})`).allTextContents()).map(number)
    findings.same('ranked by 应建未建', cells, [...cells].sort((a, b) => b - a))
    const total = number(await page.locator('a.card', { hasText: '应建未建' }).locator('b').textContent())
    findings.same('不应建 is not due', total >= 6, true)
    await page.locator('a.card', { hasText: '不应建' }).click()
    await page.getByRole('heading', { name: '不应建 · ' }).waitFor()
    await settle(page)
    const deltas = await page.locator('.el-table__body tr td:nth-child(3)').allTextContents()
    findings.same('its records add up', deltas.reduce((sum, text) => sum + number(text), 0), 6)
    await look(page, 'figure-records', findings, { axe: false })
  })

  await step('a past day is in the address', async () => {
    await staff.go(page, '/data?from=2025-01-01&day=2025-06-30', findings)
    await page.getByText('截至 2025-06-30').first().waitFor()
    await settle(page)
    findings.same('the period', await page.locator('#figure-from').inputValue(), '2025-01-01')
  })

  await step('the frozen quarter of the demo has an adjustment; it is explained', async () => {
    await staff.go(page, '/reports', findings)
    await page.locator('.list .el-table__body tr').first().click()
    await page.getByRole('heading', { name: '冻结后变化' }).waitFor()
    await page.locator('.adjustment').first().waitFor()
    await settle(page)
    await look(page, 'report', findings)
    const before = await page.locator('.adjustment', { hasText: '还没有说明' }).count()
    findings.same('something is unexplained', before > 0, true)
    await page.locator('.adjustment').first().getByRole('button', { name: '说明原因' }).click()
    await page.locator('.el-message-box textarea').fill('单位材料晚到，补登')
    await page.locator('.el-message-box').getByRole('button', { name: '说明原因' }).click()
    await page.getByText('单位材料晚到，补登').first().waitFor()
    await settle(page)
    findings.same('one less', await page.locator('.adjustment', { hasText: '还没有说明' }).count(), before - 1)
  })

  await step('the words of the report keep to the number', async () => {
    await page.getByText('近', { exact: true }).click()
    await settle(page)
    findings.same('in the address', page.url().includes('tone=nearly'), true)
    await look(page, 'report-words', findings, { axe: false, screens: STATE })
  })

  await step('freezes a report and finds exactly its records', async () => {
    await staff.go(page, '/data?from=2026-01-01', findings)
    await page.getByRole('button', { name: '冻结报表' }).click()
    await page.locator('#f-title').fill('年度中期核对')
    await look(page, 'freeze', findings, { axe: false })
    await page.getByRole('button', { name: '冻结', exact: true }).click()
    await page.getByText('已冻结').first().waitFor({ timeout: 60_000 })
    await page.getByText('冻结之后没有变化').waitFor()
    await settle(page)
    const founded = number(await page.locator('a.card', { hasText: '不应建' }).locator('b').textContent())
    await page.locator('a.card', { hasText: '不应建' }).click()
    await page.getByRole('heading', { name: '冻结于' }).waitFor()
    await settle(page)
    const deltas = await page.locator('.el-table__body tr td:nth-child(3)').allTextContents()
    findings.same('frozen records add up', deltas.reduce((sum, text) => sum + number(text), 0), founded)
    const { body } = await call(page, 'GET', '/api/figure_reports')
    findings.same('reports', body.items.length, 2)
  })
  await page.context().close()
}
