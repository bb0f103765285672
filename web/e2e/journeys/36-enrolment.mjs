// Mutual aid from a union's workbook to cover: rows are checked, a bill is made, the officer matches the bank's line, the person is
// covered and the ledger shows it. Then a scheme: drafted by one, tried, approved by another.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const ALL = ['desk', 'laptop', 'phone']
const WANTED = 3
const today = () => new Date().toISOString().slice(0, 10)

/** Members of one union, who are in no list of the period yet, with the whole number of their document. */
async function newPeople(chair, place, period) {
  const { body: enrolled } = await call(chair, 'GET', `/api/mutual_enrolments?period_id=${period}&union_id=${place}&limit=200`)
  const known = new Set(enrolled.items.map((row) => row.union_id))
  const { body: page } = await call(chair, 'GET', `/api/members?union_id=${place}&limit=200`)
  const rows = page.items.filter((row) => !known.has(row.union_id))
  const union = rows.find((row) => rows.filter((other) => other.union_id === row.union_id).length >= WANTED)?.union_id
  const found = []
  for (const row of rows.filter((one) => one.union_id === union)) {
    if (found.length >= WANTED) break
    const { body: member } = await call(chair, 'GET', `/api/members/${row.id}`)
    const shown = await call(chair, 'POST', `/api/members/${row.id}/reveal`, { field: 'document', document_id: member.documents?.[0]?.id, purpose: '办理互助参保' })
    if (shown.status === 200) found.push({ id: row.id, name: row.name, document: shown.body.value })
  }
  return { union, people: found }
}

export async function run({ server, staff, findings, step }) {
  const chair = await staff.page('zhen', 'laptop', findings)
  const officer = await staff.page('huzhu', 'desk', findings)
  const manager = await staff.page('huzhu2', 'desk', findings)
  const { body: me } = await call(chair, 'GET', '/api/session')
  const { body: open } = await call(chair, 'GET', '/api/mutual_periods?state=open')
  const period = open.items[0]
  const { union, people } = await newPeople(chair, me.home_union_id, period.id)
  findings.same('people to enrol', people.length, WANTED)
  const roster = join(server.folder, '参保名单.csv')
  writeFileSync(roster, `\ufeff姓名,证件号码\r\n${people.map((one) => `${one.name},${one.document}`).join('\r\n')}\r\n无此人,33022619700101001X\r\n`)
  let bill

  await step('a chair uploads a list; every row says what becomes of it', async () => {
    staff.last = chair
    await staff.go(chair, `/mutual/periods`, findings)
    await settle(chair)
    await look(chair, 'enrol-periods', findings, { screens: ALL, full: true })
    await staff.go(chair, `/mutual/enrol?period_id=${period.id}&union_id=${union}`, findings)
    await chair.getByRole('heading', { name: '怎么列名单' }).waitFor()
    await settle(chair)
    await look(chair, 'enrol-wizard', findings, { screens: ALL, full: true })
    await chair.locator('.el-select__wrapper', { has: chair.locator('#wizard-class') }).click()
    await chair.locator('.el-popper:visible .el-select-dropdown__item').last().click()
    await chair.locator('input[type=file]').setInputFiles(roster)
    await chair.getByRole('button', { name: `录入 ${WANTED} 人` }).waitFor({ timeout: 30_000 })
    await chair.locator('.el-table__row').first().waitFor()
    await settle(chair)
    await look(chair, 'enrol-roster', findings, { screens: ALL, full: true })
    await chair.getByRole('button', { name: `录入 ${WANTED} 人` }).click()
    await chair.getByRole('button', { name: '去开缴费单' }).waitFor({ timeout: 30_000 })
  })

  await step('the bill, with its reference', async () => {
    await chair.getByRole('button', { name: '去开缴费单' }).click()
    await chair.getByRole('button', { name: '生成缴费单' }).click()
    await chair.locator('.el-message-box').getByRole('button', { name: '开单' }).click()
    await chair.getByText('汇款时请在附言里写单号').waitFor()
    await settle(chair)
    await look(chair, 'enrol-bill', findings, { screens: ALL, full: true })
    const id = chair.url().split('/').at(-1)
    bill = (await call(chair, 'GET', `/api/mutual_bills/${id}`)).body
    findings.expect('people of the bill', bill.people >= WANTED, `the bill is for ${bill.people}`)
    await staff.go(chair, '/mutual/bills', findings)
    await settle(chair)
    await look(chair, 'enrol-bills', findings, { screens: ALL })
  })

  await step('the officer uploads a statement whose line names no bill', async () => {
    staff.last = officer
    const file = join(server.folder, '流水.csv')
    writeFileSync(file, `\ufeff交易日期,收入金额,对方户名,对方账号,附言,流水号\r\n${today()},${(bill.premium_fen / 100).toFixed(2)},某某机械有限公司,6222000011112222,互助保费,E2E${Date.now()}\r\n`)
    await staff.go(officer, '/mutual/statements/new', findings)
    await officer.locator('#statement-bank').fill('工商银行')
    await officer.locator('input[type=file]').setInputFiles(file)
    await officer.getByRole('button', { name: '开始入账' }).waitFor()
    await settle(officer)
    await look(officer, 'enrol-statement', findings, { screens: ALL, full: true })
    await officer.getByRole('button', { name: '开始入账' }).click()
    await officer.getByText('新到账 1 笔').waitFor({ timeout: 30_000 })
    await settle(officer)
    await look(officer, 'enrol-statement-done', findings, { screens: ALL })
  })

  await step('the line is matched by hand, and the people are covered', async () => {
    const { body: found } = await call(officer, 'GET', '/api/mutual_receipts?state=open&limit=50')
    const receipt = found.items.find((row) => row.payer === '某某机械有限公司')
    findings.expect('open', receipt !== undefined, 'the receipt is not open')
    await staff.go(officer, '/mutual/receipts?state=open', findings)
    await settle(officer)
    await look(officer, 'enrol-receipts', findings, { screens: ALL })
    await staff.go(officer, `/mutual/receipts/${receipt.id}`, findings)
    await officer.locator('#match-find').fill(bill.reference)
    await officer.keyboard.press('Enter')
    await officer.getByRole('list', { name: '找到的缴费单' }).waitFor()
    await settle(officer)
    await look(officer, 'enrol-receipt', findings, { screens: ALL, full: true })
    await officer.getByRole('list', { name: '找到的缴费单' }).getByRole('button', { name: '对上' }).click()
    await officer.getByText('已对上').first().waitFor()
    // The words also stand in the filter: what counts is the bill.
    let paid
    for (let tries = 0; tries < 40 && paid?.state !== 'paid'; tries += 1) {
      paid = (await call(officer, 'GET', `/api/mutual_bills/${bill.id}`)).body
      if (paid.state !== 'paid') await officer.waitForTimeout(250)
    }
    findings.same('paid', [paid.state, paid.due_fen], ['paid', 0])
    const { body: person } = await call(chair, 'GET', `/api/mutual_enrolments/${period.id}/${people[0].id}`)
    findings.same('covered', person.state, 'active')
    // Whoever is in two periods has the number in both rows.
    const { body: everyone } = await call(chair, 'GET', '/api/mutual_enrolments?limit=200')
    findings.same('rows without a number', everyone.items.filter((row) => row.masked_id === '').length, 0)
    staff.last = chair
    await staff.go(chair, `/mutual/enrolments/${period.id}/${people[0].id}`, findings)
    await settle(chair)
    await look(chair, 'enrol-person', findings, { screens: ALL, full: true })
    await chair.getByRole('button', { name: '参保凭证' }).click()
    await chair.locator('.sheet').waitFor()
    await settle(chair)
    await look(chair, 'enrol-certificate', findings, { screens: ALL, full: true })
  })

  await step('progress by township and targets', async () => {
    staff.last = manager
    await staff.go(manager, `/mutual/periods/${period.id}`, findings)
    await settle(manager)
    await look(manager, 'enrol-period', findings, { screens: ALL, full: true })
    await staff.go(manager, `/mutual/periods/${period.id}/targets`, findings)
    const first = manager.locator('tbody label').first()
    await first.waitFor()
    const town = (await first.textContent()).trim()
    await manager.locator('#paste').fill(`${town}\t1,200\n没有这个镇\t5`)
    await manager.getByRole('button', { name: '读入' }).click()
    await manager.getByText('没有这个镇').waitFor()
    await settle(manager)
    await look(manager, 'enrol-targets', findings, { screens: ALL, full: true })
    await manager.getByRole('button', { name: '保存目标' }).click()
    await manager.getByText('目标已保存').waitFor()
    const { body: targets } = await call(manager, 'GET', `/api/mutual_periods/${period.id}/targets`)
    findings.same('target', targets.find((row) => row.union_name === town)?.target, 1200)
  })

  await step('the ledger shows the money', async () => {
    staff.last = officer
    await staff.go(officer, '/ledger', findings)
    await settle(officer)
    await look(officer, 'ledger-books', findings, { screens: ALL, full: true })
    await staff.go(officer, '/ledger/entries?reason=mutual.premium', findings)
    await officer.locator('.el-table__row').first().waitFor()
    await settle(officer)
    await look(officer, 'ledger-entries', findings, { screens: ALL })
    await officer.locator('.el-table__row').first().click()
    await officer.getByText('两边的分录').waitFor()
    await settle(officer)
    await look(officer, 'ledger-transfer', findings, { screens: ALL, full: true })
    const { body: books } = await call(officer, 'GET', '/api/ledger_books')
    await staff.go(officer, `/ledger/trial-balance/${books[0].union_id}`, findings)
    await officer.getByText('借贷相等').waitFor()
    await settle(officer)
    await look(officer, 'ledger-trial', findings, { screens: ALL, full: true })
  })

  await step('a scheme is drafted from another, tried, proposed by one and approved by another', async () => {
    const { body: schemes } = await call(officer, 'GET', '/api/mutual_schemes?state=in_force')
    await staff.go(officer, '/mutual/schemes', findings)
    await settle(officer)
    await look(officer, 'scheme-list', findings, { screens: ALL })
    await staff.go(officer, `/mutual/schemes/${schemes.items[0].id}`, findings)
    await officer.getByRole('button', { name: '照此起草' }).click()
    await officer.locator('.el-message-box input').fill('2091')
    await officer.locator('.el-message-box').getByRole('button', { name: '确定' }).click()
    await officer.getByRole('heading', { name: '起草方案' }).waitFor()
    const wait = officer.locator('[data-pointer="/items/0/wait_days_new"] input')
    await wait.fill('77')
    await officer.getByText('没有发现问题，可以提出。').waitFor()
    await settle(officer)
    await look(officer, 'scheme-edit', findings, { screens: ALL, full: true })
    await officer.getByRole('button', { name: '保存草稿' }).click()
    await officer.getByText('草稿已保存').waitFor()
    await officer.getByText('怎么算的').first().waitFor()
    await officer.getByRole('button', { name: '看方案' }).click()
    await officer.getByText('新参保 77 天').first().waitFor()
    await settle(officer)
    await look(officer, 'scheme-detail', findings, { screens: ALL, full: true })
    await officer.getByRole('button', { name: '提出', exact: true }).click()
    await officer.locator('.el-message-box').getByRole('button', { name: '确定' }).click()
    await officer.getByText('待批准').first().waitFor()
    findings.same('not by the proposer', await officer.getByRole('button', { name: '批准生效' }).count(), 0)
    staff.last = manager
    await staff.go(manager, `/mutual/schemes/${officer.url().split('/').at(-1)}`, findings)
    await manager.getByRole('button', { name: '批准生效' }).click()
    await manager.locator('.el-message-box').getByRole('button', { name: '确定' }).click()
    await manager.getByText('已生效').first().waitFor()
  })
  for (const page of [chair, officer, manager]) await page.context().close()
}
