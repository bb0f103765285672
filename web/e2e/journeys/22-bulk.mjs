// Many records at once: preview, a record that cannot, the outcome of each, and the way back.
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const STATE = ['laptop', 'phone']

export async function run({ staff, findings, step }) {
  const page = await staff.page('xian', 'desk', findings)
  const status = async (id) => (await call(page, 'GET', `/api/members/${id}`)).body.status
  let ids = []

  await step('chooses members with mouse and keyboard and sees who is concerned', async () => {
    const { body } = await call(page, 'GET', '/api/members?limit=50')
    ids = body.items.slice(0, 3).map((row) => row.id)
    await staff.go(page, '/members', findings)
    const rows = page.locator('.list .el-table__body tr')
    await rows.first().waitFor()
    await rows.nth(0).locator('.el-checkbox').click()
    await rows.nth(1).locator('.el-checkbox').click()
    await page.locator('.grid').focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', ' ']) await page.keyboard.press(key)
    await page.getByText('已选 3 条').waitFor()
    await look(page, 'bulk-chosen', findings, { screens: STATE, axe: false })
    await page.getByRole('button', { name: '批量变动' }).click()
    const dialog = page.locator('.el-dialog', { hasText: '批量办理会籍变动' })
    await dialog.locator('tbody tr').nth(2).waitFor()
    await dialog.getByText('恢复在籍', { exact: true }).click()
    findings.same('who is active cannot come back', await dialog.locator('.el-checkbox.is-disabled').count(), 3)
    findings.same('nothing to do', await dialog.getByRole('button', { name: '办理 0 人' }).isDisabled(), true)
    await dialog.getByText('会籍保留', { exact: true }).click()
    await look(page, 'bulk-preview', findings, { screens: STATE })
  })

  await step('retains two of the three, and takes it back', async () => {
    const dialog = page.locator('.el-dialog', { hasText: '批量办理会籍变动' })
    await dialog.locator('tbody .el-checkbox').nth(2).click()
    await dialog.getByRole('button', { name: '办理 2 人' }).click()
    await dialog.getByText('2 条全部办好了').waitFor()
    await settle(page)
    await look(page, 'bulk-outcome', findings, { axe: false })
    findings.same('two are retained', [await status(ids[0]), await status(ids[1]), await status(ids[2])], ['retained', 'retained', 'active'])
    await dialog.getByRole('button', { name: '撤销这 2 条' }).click()
    await dialog.getByText('已撤销').nth(1).waitFor()
    findings.same('as before', [await status(ids[0]), await status(ids[1])], ['active', 'active'])
    await dialog.getByRole('button', { name: '关闭', exact: true }).click()
  })

  await step('accepts the transfers of a page; what the other union must answer stays', async () => {
    await staff.go(page, '/transfers', findings)
    const rows = page.locator('.list .el-table__body tr')
    await rows.first().waitFor()
    await page.locator('.list th .el-checkbox').click()
    await page.getByRole('button', { name: '批量接收' }).click()
    const dialog = page.locator('.el-dialog', { hasText: '批量接收转接' })
    await dialog.locator('tbody tr').first().waitFor()
    await look(page, 'bulk-transfers', findings, { axe: false })
    const n = Number((await dialog.locator('.el-button--primary').textContent()).replace(/\D/g, ''))
    findings.same('somebody can be accepted', n > 0, true)
    await dialog.locator('.el-button--primary').click()
    await dialog.getByText(`${n} 条全部办好了`).waitFor({ timeout: 30_000 })
    await settle(page)
  })
  await page.context().close()
}
