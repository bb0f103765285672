// The viewer reads everything in sight and is offered nothing that would be refused.
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

/** What a viewer must not be offered. */
const DEEDS = /登记会员|导入会员|新的导入|修改|新建|退会|显示完整号码|同意|撤销|确认导入|授权|停用/

export async function run({ staff, findings, step }) {
  const page = await staff.page('kan', 'laptop', findings)

  await step('is offered no deed on any page', async () => {
    const { body: members } = await call(page, 'GET', '/api/members?limit=1')
    const { body: unions } = await call(page, 'GET', '/api/unions?limit=1')
    for (const hash of ['/', '/members', `/members/${members.items[0].id}`, '/unions', `/unions/${unions.items[0].id}`, '/imports', '/transfers', '/figures', '/notices']) {
      await staff.go(page, hash)
      if (await page.getByText('您的账号不能打开这个页面').isVisible()) continue
      const offered = await page.locator('main button:visible').allTextContents()
      findings.same(`${hash} offers`, offered.map((text) => text.trim()).filter((text) => DEEDS.test(text)), [])
      findings.same(`${hash} was refused`, page.watch.refused, [])
    }
    await look(page, 'member-viewer', findings, { axe: false })
  })

  await step('every tab and button of a record works', async () => {
    await staff.go(page, '/members', findings)
    await page.locator('.el-table__body tr').first().click()
    await settle(page)
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click()
      await settle(page)
    }
    findings.same('was refused', page.watch.refused, [])
  })

  await step('is kept out of the pages for entering and editing, and by the server too', async () => {
    for (const hash of ['/members/new', '/imports/new', '/union-new']) {
      await staff.go(page, hash)
      findings.expect(hash, await page.getByText('您的账号不能打开这个页面').isVisible(), 'the page opens')
    }
    await look(page, 'forbidden', findings, { axe: false })
    findings.same('POST /api/members', (await call(page, 'POST', '/api/members', {})).status >= 400, true)
    const { body } = await call(page, 'GET', '/api/members?limit=1')
    findings.same('reveal', (await call(page, 'POST', `/api/members/${body.items[0].id}/reveal`, { field: 'phone', purpose: '想看看号码' })).status, 403)
  })
  await page.context().close()
}
