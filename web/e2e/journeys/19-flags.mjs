// The chair marks a newcomer and ends a flag; the newcomers' register and the list on a day follow.
import { look, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call } from '../staff.mjs'

const MEMBER = { name: '卫长青', id: citizenId('330226', '19850321', 910) }

async function choose(page, id, words) {
  await page.locator('.el-dialog .el-select', { has: page.locator(`#${id}`) }).click()
  await page.getByRole('option', { name: words, exact: true }).click()
}
async function day(page, id, text) {
  await page.locator(`#${id}`).fill(text)
  await page.locator(`#${id}`).blur()
}

export async function run({ staff, findings, step }) {
  const desk = await staff.page('zhuxi', 'laptop', findings)
  const { body: session } = await call(desk, 'GET', '/api/session')
  let id = ''

  await step('a member is entered and marked with two flags', async () => {
    const form = { union_id: session.home_union_id, name: MEMBER.name, document_number: MEMBER.id, phone: '', change_day: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), change_kind: '1' }
    const made = await call(desk, 'POST', '/api/members', form)
    findings.same('the member', made.status, 201)
    id = made.body.id
    await staff.go(desk, `/members/${id}`, findings)
    await desk.getByRole('tab', { name: '身份标记' }).click()
    await desk.getByText('还没有身份标记').waitFor()
    await desk.getByRole('button', { name: '新增标记' }).click()
    await desk.locator('.el-dialog').getByRole('button', { name: '保存' }).click()
    await desk.getByText('标记').first().waitFor()
    await settle(desk)
    await look(desk, 'flag-faults', findings)
    await choose(desk, 'f-kind', '新居民职工')
    await day(desk, 'f-from', '2024-03-01')
    await settle(desk)
    await look(desk, 'flag-dialog', findings, { screens: ['laptop', 'phone'] })
    await desk.locator('.el-dialog').getByRole('button', { name: '保存' }).click()
    await desk.getByText('已新增标记').waitFor()
    await settle(desk)
    await desk.getByRole('button', { name: '新增标记' }).click()
    await choose(desk, 'f-kind', '新就业形态劳动者')
    await choose(desk, 'f-value', '快递员')
    await day(desk, 'f-from', '2025-01-01')
    await desk.locator('.el-dialog').getByRole('button', { name: '保存' }).click()
    await desk.locator('.el-table__body').getByText('快递员').waitFor()
    await settle(desk)
    await look(desk, 'flags', findings, { screens: ['laptop', 'phone'] })
  })

  await step('the newcomers are a list of their own in the menu', async () => {
    await staff.go(desk, '/newcomers', findings)
    await desk.locator('.el-table__body tr', { hasText: MEMBER.name }).waitFor()
    await settle(desk)
    await look(desk, 'newcomers', findings, { screens: ['laptop', 'phone'] })
  })

  await step('a flag that has ended is found on its days only', async () => {
    const { body: flags } = await call(desk, 'GET', `/api/members/${id}/flags`)
    const resident = flags.find((flag) => flag.kind === 'new_resident')
    findings.expect('flag', resident !== undefined, 'the newcomer has no flag')
    await staff.go(desk, `/members/${id}`, findings)
    await desk.getByRole('tab', { name: '身份标记' }).click()
    const row = desk.locator('.el-table__body tr', { hasText: '新居民职工' })
    await row.getByRole('button', { name: '更正或结束' }).click()
    await day(desk, 'f-to', '2025-12-31')
    await desk.locator('.el-dialog').getByRole('button', { name: '保存' }).click()
    await desk.getByText('已保存').waitFor()
    await settle(desk)
    const names = async (query) => (await call(desk, 'GET', `/api/members?limit=100&${query}`)).body.items.map((member) => member.name)
    findings.expect('today', !(await names('flag=new_resident')).includes(MEMBER.name), 'the ended flag is found today')
    findings.expect('then', (await names('flag=new_resident&flag_on=2025-06-01')).includes(MEMBER.name), 'the flag is not found on its day')
  })
  await desk.context().close()
}
