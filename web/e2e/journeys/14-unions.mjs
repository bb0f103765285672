// Two unions of a township become one in June, and March is printed as it was; a union asks for an election and is answered.
import { look, settle } from '../browser.mjs'
import { call, pickUnion } from '../staff.mjs'

const MONTHS_AGO = (n) => {
  // The day of the server, which is eight hours ahead of UTC.
  const day = new Date(Date.now() + 8 * 3_600_000)
  day.setMonth(day.getMonth() - n)
  return day.toISOString().slice(0, 10)
}

async function members(page, union, day) {
  const { body } = await call(page, 'GET', `/api/unions/${union}/tree?day=${day}&limit=1`)
  return body.items[0]?.members ?? 0
}

const tab = (page, name) => page.getByRole('tab', { name }).click()

export async function run({ staff, findings, step }) {
  const page = await staff.page('xian', 'desk', findings)
  const { body: towns } = await call(page, 'GET', '/api/unions?level=40&limit=50')
  const town = towns.items.at(-1)
  const { body: children } = await call(page, 'GET', `/api/unions?parent_id=${town.id}&kind=60&limit=4`)
  const [from, to, joint] = children.items
  const [day, before] = [MONTHS_AGO(5), MONTHS_AGO(6)]
  let people = [0, 0]

  await step('merges a union into another one, told beforehand what goes along', async () => {
    people = [await members(page, from.id, before), await members(page, to.id, before)]
    await staff.go(page, `/unions/${from.id}`, findings)
    await page.getByRole('button', { name: '组织调整' }).click()
    const dialog = page.locator('.el-dialog', { hasText: '调整方式' })
    await dialog.waitFor()
    await settle(page)
    await look(page, 'union-change', findings, { screens: ['desk', 'phone'] })
    await pickUnion(page, dialog.locator('#f-target_id'), to.name)
    await dialog.locator('#f-day').fill(day)
    await dialog.locator('#f-document').fill('县工〔2026〕12号')
    await dialog.locator('#f-reason').fill('区划调整，两会合并')
    await dialog.getByRole('button', { name: '下一步' }).click()
    const box = page.locator('.el-message-box')
    await box.getByText('随同调整').waitFor()
    await settle(page)
    await look(page, 'union-change-sure', findings)
    await box.getByRole('button', { name: '确认合并' }).click()
    await page.getByText('已开始办理').waitFor()
    await page.getByText('本工会已于').waitFor({ timeout: 30_000 })
    await tab(page, '组织调整')
    await page.getByText('已完成').first().waitFor({ timeout: 20_000 })
    await settle(page)
    await look(page, 'union-changes', findings, { screens: ['desk', 'phone'] })
    const now = await members(page, to.id, day)
    findings.expect('merge', now >= people[0] + people[1] - 5, `${now} members stand there, ${people.join(' + ')} were there before`)
  })

  await step('prints the tree of a day before the merge as it was', async () => {
    await staff.go(page, `/union-tree?union_id=${town.id}&day=${before}`, findings)
    await page.locator('table.tree tbody tr').first().waitFor()
    await settle(page)
    const rows = await page.locator('table.tree tbody tr').allTextContents()
    findings.expect('tree', rows.some((row) => row.includes(from.name)), 'the merged union is missing in the tree of the day before')
    await look(page, 'union-tree', findings, { screens: ['desk', 'phone'] })
    await page.getByLabel('日期').fill(day)
    await page.keyboard.press('Enter')
    await settle(page)
    await page.waitForFunction((name) => ![...document.querySelectorAll('table.tree td')].some((cell) => cell.textContent === name), from.name)
  })

  await step('plans a change of a coming day and takes it back', async () => {
    await staff.go(page, `/unions/${joint.id}`, findings)
    await page.getByRole('button', { name: '组织调整' }).click()
    const dialog = page.locator('.el-dialog', { hasText: '调整方式' })
    await dialog.getByText('撤销', { exact: true }).click()
    await dialog.locator('#f-day').fill(MONTHS_AGO(-1))
    await dialog.getByRole('button', { name: '下一步' }).click()
    await page.locator('.el-message-box').getByRole('button', { name: '确认撤销' }).click()
    await page.getByText('自动办理；之前可以取消').waitFor()
    await tab(page, '组织调整')
    await page.getByRole('button', { name: '取消调整' }).click()
    await page.locator('.el-message-box').getByRole('button', { name: '取消调整' }).click()
    await page.locator('.state', { hasText: '已取消' }).waitFor()
  })

  await step('an election goes from the request to the approval', async () => {
    const chair = await staff.page('zhuxi', 'desk', findings)
    const { body: session } = await call(chair, 'GET', '/api/session')
    await staff.go(chair, `/unions/${session.home_union_id}?tab=elections`, findings)
    await chair.getByRole('button', { name: '提出请示' }).click()
    await chair.locator('#f-number').fill('工会〔2026〕2号')
    await settle(chair)
    await look(chair, 'election-request', findings, { screens: ['desk', 'phone'] })
    await chair.getByRole('button', { name: '提交请示' }).click()
    await chair.getByText('请示已提交').waitFor()

    staff.last = page
    await staff.go(page, '/elections', findings)
    await page.locator('.el-table__body tr', { hasText: '换届' }).first().waitFor()
    await settle(page)
    await look(page, 'elections', findings, { screens: ['desk', 'phone'] })
    await staff.go(page, `/unions/${session.home_union_id}?tab=elections`, findings)
    await page.getByRole('button', { name: '答复请示' }).click()
    await page.locator('#f-number').fill('县工〔2026〕20号')
    await page.locator('.el-dialog').getByRole('button', { name: '答复', exact: true }).click()
    await page.getByText('已同意').first().waitFor()

    staff.last = chair
    await chair.reload()
    await chair.getByRole('button', { name: '召集大会' }).click()
    const dialog = chair.locator('.el-dialog', { hasText: '会议形式' })
    await dialog.locator('#f-planned_on').fill(MONTHS_AGO(0))
    await dialog.locator('#f-entitled').fill('40')
    await dialog.locator('#f-seats').fill('3')
    await dialog.getByRole('button', { name: '增加候选人' }).click()
    await chair.keyboard.type('陈卫国')
    await dialog.getByLabel('职务 1').selectOption({ label: '主席' })
    await dialog.getByRole('button', { name: '增加候选人' }).click()
    await chair.keyboard.type('王丽')
    await settle(chair)
    await look(chair, 'election-congress', findings, { screens: ['desk', 'phone'] })
    await dialog.getByRole('button', { name: '保存' }).click()
    await chair.getByText('大会安排已保存').waitFor()
    await chair.getByRole('button', { name: '录入选举结果' }).click()
    const votes = chair.locator('.el-dialog', { hasText: '实到人数' })
    await votes.locator('#f-attended').fill('20')
    await votes.getByLabel('得票 1').fill('19')
    await votes.getByRole('button', { name: '保存结果' }).click()
    await votes.getByText('选举无效').first().waitFor()
    await settle(chair)
    await look(chair, 'election-votes-faults', findings, { screens: ['desk', 'phone'] })
    await votes.locator('#f-attended').fill('36')
    await votes.getByLabel('得票 1').fill('35')
    await votes.getByLabel('得票 2').fill('30')
    await votes.getByRole('button', { name: '保存结果' }).click()
    await chair.getByText('选举结果已保存').waitFor()
    await chair.getByRole('button', { name: '向上级报批' }).click()
    await chair.locator('.el-message-box').getByRole('button', { name: '向上级报批' }).click()
    await chair.getByText('已报上级工会').waitFor()

    staff.last = page
    await page.reload()
    await page.getByRole('button', { name: '批复', exact: true }).click()
    await page.locator('#f-number').fill('县工〔2026〕21号')
    await page.locator('.el-dialog').getByRole('button', { name: '批复', exact: true }).click()
    await page.getByText('已批复，新一届委员会任职').waitFor()
    await page.getByText('任职人员').waitFor()
    await settle(page)
    await look(page, 'election-done', findings, { screens: ['desk', 'phone'] })
    await page.getByRole('link', { name: '打印批复' }).click()
    await page.locator('.paper').waitFor()
    await settle(page)
    await look(page, 'election-letter', findings, { screens: ['desk', 'phone'] })
    findings.expect('letter', (await page.locator('.paper').textContent()).includes('主席：陈卫国'), 'the letter does not name the chair')
  })
}
