// The chair of a grass-roots union sees their own union and nothing else.
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

export async function run({ staff, findings, step, shared }) {
  const page = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(page, 'GET', '/api/session')
  const { body: own } = await call(page, 'GET', `/api/unions/${session.home_union_id}`)

  await step('sees the own figures', async () => {
    await staff.go(page, '/', findings)
    await page.getByText(`${own.name}及所属工会`).waitFor()
    await look(page, 'home-chair', findings, { axe: false })
  })

  await step('sees only own members', async () => {
    await staff.go(page, '/members', findings)
    const unions = new Set(await page.locator('.el-table__body tr').evaluateAll((rows) => rows.map((row) => row.querySelectorAll('td')[5]?.textContent?.trim())))
    findings.same('unions in the list', [...unions], [own.name])
    await look(page, 'members-chair', findings, { axe: false })
  })

  await step('sees only the own union in the tree, and nobody else by search', async () => {
    await staff.go(page, '/unions', findings)
    findings.same('roots', await page.locator('.el-tree-node__content').allTextContents(), [own.name])
    await page.getByPlaceholder('输入工会名称、拼音首字母或编码').fill('示范县总工会')
    await page.getByText('没有找到这个工会').waitFor()
    await look(page, 'unions-chair', findings, { axe: false })
  })

  await step('is told that a record elsewhere is not there', async () => {
    if (!shared.member) throw new Error('the journey of the registrar leaves a member; run it too')
    await staff.go(page, shared.member.path)
    await page.locator('[role=alert]').first().waitFor()
    findings.expect('foreign member', !(await page.locator('main').textContent()).includes(shared.member.name), 'the name of a foreign member is shown')
    findings.expect('foreign member', page.watch.refused.some((line) => line.startsWith('404')), 'the server did not answer 404')
    await look(page, 'member-out-of-sight', findings, { axe: false })
    findings.same('foreign union', (await call(page, 'GET', `/api/unions/${shared.member.union.id}`)).status, 404)
  })

  await step('edits an own member', async () => {
    await staff.go(page, '/members', findings)
    await page.locator('.el-table__body tr').first().click()
    await page.getByRole('button', { name: '修改会员' }).click()
    await page.locator('#f-native_place').fill('浙江象山')
    await page.getByRole('button', { name: '保存修改' }).click()
    await page.getByText('浙江象山').waitFor()
    await settle(page)
  })
  await page.context().close()
}
