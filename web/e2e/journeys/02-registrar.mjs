// The county registrar: finds, enters, edits, moves and lets go of members; two people at one record; figures move.
import { look, settle } from '../browser.mjs'
import { citizenId } from '../person.mjs'
import { call, pickUnion } from '../staff.mjs'

/** States of a page are looked at here; the pages themselves on every screen in the walk. */
const STATE = ['laptop', 'phone']

/** The person whom the journeys enter and who later signs in on the phone. */
export const PERSON = { name: '欧阳春晓', initials: 'oycx', id: citizenId('330226', '19880808', 528), phone: '13957451234' }

/** Fills the form for a new member up to the union. */
async function fillPerson(page, person) {
  await page.locator('#f-name').fill(person.name)
  await page.locator('#f-document_number').fill(person.id)
  await page.locator('#f-phone').fill(person.phone)
}

async function total(page) {
  const { body } = await call(page, 'GET', '/api/home')
  return body.figures.figures.find((figure) => figure.code === 'member.total').value
}

async function search(page, words) {
  const box = page.getByPlaceholder('姓名、拼音首字母、证件号或手机尾号')
  await box.fill(words)
  await box.press('Enter')
  await settle(page)
  return page.locator('.el-table__body tr').allTextContents()
}

export async function run({ staff, findings, step, shared }) {
  const page = await staff.page('xian', 'desk', findings)
  const { body: unions } = await call(page, 'GET', `/api/unions?q=${encodeURIComponent('跃龙前王村')}&limit=5`)
  const { body: others } = await call(page, 'GET', `/api/unions?q=${encodeURIComponent('跃龙后周村')}&limit=5`)
  const [from, to] = [unions.items[0], others.items[0]]
  let before = 0
  let path = ''

  await step('sees figures and walks them down to the names', async () => {
    await staff.go(page, '/', findings)
    await look(page, 'home-registrar', findings, { axe: false })
    before = await total(page)
    await page.locator('a.card', { hasText: '会员' }).first().click()
    await page.getByRole('heading', { name: '会员：按下级工会看' }).waitFor()
    await settle(page)
    const values = await page.locator('.el-table__body tr td:nth-child(2)').allTextContents()
    findings.same('the children add up', values.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0), before)
    await look(page, 'figures', findings, { axe: false })
    await page.locator('.el-table__body a').nth(1).click()
    await settle(page)
    await look(page, 'figures-town', findings, { axe: false })
    await page.getByRole('button', { name: '查看会员名单' }).click()
    await page.locator('.list .el-table__body tr').first().waitFor()
  })

  await step('opens the tree of unions and finds one in it', async () => {
    await staff.go(page, '/unions', findings)
    await page.locator('.el-tree-node__expand-icon').first().click()
    await page.locator('.el-tree-node__children .el-tree-node').first().waitFor()
    await look(page, 'unions-tree', findings, { axe: false })
    await page.getByPlaceholder('输入工会名称、拼音首字母或编码').fill('ylj')
    await page.locator('.found button').first().waitFor()
    await look(page, 'unions-search', findings, { axe: false })
    await page.locator('.found button').first().click()
    await page.getByRole('tab', { name: '组织登记表' }).waitFor()
    await settle(page)
    await look(page, 'union', findings, { axe: false })
    await page.getByRole('tab', { name: '下级工会' }).click()
    await settle(page)
    await look(page, 'union-children', findings, { axe: false })
  })

  await step('is told what is missing in a new member', async () => {
    await staff.go(page, '/members/new', findings)
    await look(page, 'member-new', findings, { axe: false })
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.locator('.summary').waitFor()
    await page.locator('#f-document_number').fill('330226198808085281')
    await page.locator('#f-phone').fill('123')
    await page.locator('#f-name').focus()
    findings.expect('member-new', await page.getByText(/身份证号第 18 位校验不对/).first().isVisible(), 'a wrong check digit is not told')
    findings.expect('member-new', await page.getByText('手机号应是 1 开头的 11 位数字。').first().isVisible(), 'a wrong phone is not told')
    await look(page, 'member-new-faults', findings, { screens: STATE })
  })

  await step('enters a member', async () => {
    await fillPerson(page, PERSON)
    await page.locator('#f-name').focus()
    findings.same('birth date from the ID', await page.locator('#f-birth_day').inputValue(), '1988-08-08')
    await pickUnion(page, page.locator('#f-union_id'), from.name)
    await look(page, 'member-new-filled', findings, { axe: false })
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('heading', { name: PERSON.name }).waitFor()
    await settle(page)
    path = new URL(page.url()).hash.slice(1)
    shared.member = { ...PERSON, path, union: from }
    await look(page, 'member', findings, { axe: false })
    findings.same('figures after the entry', await total(page), before + 1)
  })

  await step('finds the member by name, initials, ID tail and phone', async () => {
    await staff.go(page, '/members', findings)
    await look(page, 'members', findings, { axe: false })
    const rows = await page.evaluate(() => {
      const grid = document.querySelector('.el-table__body-wrapper')?.getBoundingClientRect()
      return [...document.querySelectorAll('.el-table__body tr')].filter((row) => row.getBoundingClientRect().bottom <= (grid?.bottom ?? 0) + 1).length
    })
    findings.expect('members', rows >= 12, `only ${rows} rows at once`)
    await page.setViewportSize({ width: 1366, height: 768 })
    await settle(page)
    const low = await page.evaluate(() => [...document.querySelectorAll('.el-table__body tr')].filter((row) => row.getBoundingClientRect().bottom <= innerHeight - 50).length)
    findings.expect('members at 768', low >= 12, `only ${low} rows at once`)
    await page.setViewportSize({ width: 1440, height: 900 })
    for (const words of [PERSON.name, PERSON.initials, PERSON.id.slice(-4), PERSON.phone.slice(-4), PERSON.id, PERSON.phone]) {
      const found = await search(page, words)
      findings.expect(`search ${words}`, found.some((row) => row.includes(PERSON.name)), `found ${found.length} rows without the member`)
    }
    await look(page, 'members-found', findings, { axe: false })
    await search(page, '没有这个人')
    await look(page, 'members-none', findings, { screens: STATE })
  })

  await step('reveals the number for a stated purpose', async () => {
    await staff.go(page, path, findings)
    findings.expect('member', !(await page.locator('body').textContent()).includes(PERSON.id), 'the number is shown without a purpose')
    await page.getByRole('button', { name: '显示完整号码' }).first().click()
    await page.getByRole('button', { name: '显示', exact: true }).click()
    await page.getByText('请写清用途，至少 4 个字').waitFor()
    await look(page, 'reveal', findings, { screens: STATE })
    await page.getByLabel('用途').fill('核对入会登记表原件')
    await page.getByRole('button', { name: '显示', exact: true }).click()
    await page.getByText(PERSON.id).waitFor()
    await look(page, 'revealed', findings, { axe: false })
    await page.getByRole('button', { name: '立即遮盖' }).click()
    await page.getByText(PERSON.id).waitFor({ state: 'detached' })
  })

  await step('and a clerk edit the same member: nobody overwrites the other', async () => {
    const clerk = await staff.page('zhen', 'desk', findings)
    await staff.go(clerk, `${path}/edit`, findings)
    await staff.go(page, `${path}/edit`, findings)
    await clerk.locator('#f-native_place').fill('浙江宁海')
    await clerk.getByRole('button', { name: '保存修改' }).click()
    await clerk.getByRole('heading', { name: PERSON.name }).waitFor()
    await page.locator('#f-household_place').fill('浙江省宁海县胡陈乡')
    await page.getByRole('button', { name: '保存修改' }).click()
    await page.getByText('这条记录刚刚被别人改过').waitFor()
    await look(page, 'member-conflict', findings, { axe: false })
    await page.getByRole('button', { name: '刷新' }).click()
    await settle(page)
    findings.same('theirs after the refresh', await page.locator('#f-native_place').inputValue(), '浙江宁海')
    findings.same('mine after the refresh', await page.locator('#f-household_place').inputValue(), '浙江省宁海县胡陈乡')
    await page.getByRole('button', { name: '保存修改' }).click()
    await page.getByRole('heading', { name: PERSON.name }).waitFor()
    await page.getByText('浙江宁海', { exact: true }).waitFor()
    await page.getByText('浙江省宁海县胡陈乡').waitFor()
    await clerk.context().close()
    staff.last = page
  })

  await step('enters the member elsewhere: a transfer is proposed and answered', async () => {
    await staff.go(page, '/members/new', findings)
    await fillPerson(page, PERSON)
    await pickUnion(page, page.locator('#f-union_id'), to.name)
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.locator('.el-message-box', { hasText: from.name }).waitFor()
    await look(page, 'transfer-ask', findings, { screens: STATE })
    await page.locator('.el-message-box').getByRole('button', { name: '发起转接' }).click()
    await page.getByRole('heading', { name: '转接和借调' }).waitFor()
    await settle(page)
    findings.same('figures while it waits', await total(page), before + 1)
    await look(page, 'transfers', findings, { axe: false })
    const row = page.locator('.el-table__body tr', { hasText: PERSON.name })
    await row.getByRole('button', { name: '不同意' }).click()
    await page.locator('.el-message-box').getByRole('button', { name: '不同意' }).click()
    await page.getByText('请写明原因', { exact: true }).waitFor()
    await look(page, 'transfer-refuse', findings)
    await page.locator('.el-message-box').getByRole('button', { name: '取消' }).click()
    await row.getByRole('button', { name: '同意转出' }).click()
    await page.locator('.el-message-box').getByRole('button', { name: '同意转出' }).click()
    await page.getByText(`${PERSON.name}的申请已同意`).waitFor()
    await staff.go(page, path, findings)
    await page.locator('dd', { hasText: to.name }).first().waitFor()
    shared.member.before = from
    shared.member.union = to
    await page.getByRole('tab', { name: '会籍变动' }).click()
    await settle(page)
    await look(page, 'member-history', findings, { axe: false })
  })

  await step('enters a second member and lets them go', async () => {
    const second = { name: '司马测试', id: citizenId('330226', '19790102', 317), phone: '13957455678' }
    await staff.go(page, `/members/new?union_id=${from.id}`, findings)
    await fillPerson(page, second)
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByRole('heading', { name: second.name }).waitFor()
    findings.same('figures with the second', await total(page), before + 2)
    await page.getByRole('button', { name: '退会、除名等' }).click()
    await settle(page)
    await look(page, 'member-leave', findings, { screens: STATE })
    await page.getByRole('button', { name: '确认办理' }).click()
    await page.getByText(`${second.name}已办理退会`).waitFor()
    await settle(page)
    await page.getByText('已退会').first().waitFor()
    findings.expect('member', !(await page.getByRole('button', { name: '退会、除名等' }).isVisible()), 'one who left can leave again')
    findings.same('figures after leaving', await total(page), before + 1)
  })

  await step('prints a member on A4 without menus', async () => {
    await staff.go(page, path, findings)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 700, height: 990 })
    await look(page, 'print-member', findings, { axe: false })
    findings.expect('print', !(await page.locator('nav.menu').isVisible()) && !(await page.locator('header.head').isVisible()), 'menus are printed')
    await staff.go(page, '/members', findings)
    await look(page, 'print-members', findings, { axe: false, full: true })
    findings.expect('print', !(await page.locator('.bar').isVisible()), 'the tool bar is printed')
    await page.emulateMedia({ media: 'screen' })
  })
  await page.context().close()
}
