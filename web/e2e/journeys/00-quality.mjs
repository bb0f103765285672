// Data quality: the table of a county, ranked, and the way to exactly the members behind a number; the member confirms.
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const number = (text) => Number(text.replace(/[^\d-]/g, ''))

export async function run({ staff, findings, step }) {
  const page = await staff.page('xian', 'desk', findings)

  await step('sees what is missing, township by township', async () => {
    await staff.go(page, '/quality', findings)
    await page.locator('.rows .el-table__body tr').first().waitFor()
    await look(page, 'quality-table', findings, { screens: ['laptop', 'phone'] })
    const { body } = await call(page, 'GET', '/api/quality')
    const { body: members } = await call(page, 'GET', '/api/members/count?exact=true')
    findings.same('everybody was counted', body.total.members, members.value)
    findings.same('the townships add up', body.rows.reduce((sum, row) => sum + row.members, 0) <= body.total.members, true)
  })

  await step('a number leads to exactly its members', async () => {
    const { body } = await call(page, 'GET', '/api/quality')
    const field = body.fields.find((one) => one.required && body.rows.some((row) => row.missing[one.code] > 0 && row.missing[one.code] < 400))
    const row = body.rows.find((one) => one.missing[field.code] > 0 && one.missing[field.code] < 400)
    const { body: count } = await call(page, 'GET', `/api/members/count?exact=true&union_id=${row.union_id}&missing=${field.code}`)
    findings.same(`without ${field.title}`, count.value, row.missing[field.code])
    const line = page.locator('.rows .el-table__body tr', { hasText: row.union_name }).first()
    await line.locator(`a[title*="缺${field.title}"]`).first().click()
    await page.locator('.list .el-table__body tr').first().waitFor()
    await settle(page)
    findings.same('in the address', page.url().includes(`missing=${field.code}`), true)
    const shown = number(await page.getByText(/共 [\d,]+/).first().textContent())
    findings.same('as many in the list', shown, row.missing[field.code])
    await look(page, 'quality-members', findings, { axe: false })
  })
}
