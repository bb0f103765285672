// The help: reached from the header, opened at the page that explains what is on the screen, searched by any word.
import { look, settle } from '../browser.mjs'

export async function run({ staff, findings, step }) {
  const page = await staff.page('zhen', 'laptop', findings)
  await step('opens at the right page', async () => {
    await staff.go(page, '/imports', findings)
    await page.locator('header').getByText('帮助').click()
    await page.getByRole('heading', { level: 1, name: '导入：把表格里的会员一次登记' }).waitFor()
    await look(page, 'help', findings)
  })
  await step('finds by any word', async () => {
    await page.getByPlaceholder('搜索，例如：撤销 导入').fill('换手机')
    await page.getByRole('heading', { level: 1, name: '忘记密码、换手机' }).waitFor()
    await page.getByPlaceholder('搜索，例如：撤销 导入').fill('没有这样的词')
    await page.getByText('没有找到').first().waitFor()
    await settle(page)
    await look(page, 'help-none', findings)
  })
  await step('every topic opens', async () => {
    await staff.go(page, '/help', findings)
    const names = await page.locator('aside a').allTextContents()
    findings.expect('help', names.length >= 12, `only ${names.length} topics`)
    for (const name of names) {
      await page.locator('aside a', { hasText: name }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
    }
  })
  await page.context().close()
}
