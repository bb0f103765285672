// Mutual aid from the settlement file of the medical insurance to the card: the file comes in, claims are worked out, the officer
// reviews, the manager approves, a notice is made, the bank's answer comes back, and an auditor draws a sample and reads it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const SCREENS = ['desk', 'laptop']
const ALL = [...SCREENS, 'phone']
const WANTED = 6
const DAY = 86_400_000
const dayAgo = (days) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10)
/** A number with the right check digit, of no real card. */
const CARD = '6217001234567890122'
const yuan = (fen) => (fen / 100).toFixed(2)

/** Chooses an option of a select that has this id. */
async function choose(page, id, option) {
  await page.locator('.el-select__wrapper', { has: page.locator(`[id="${id}"]`) }).click()
  await page.locator('.el-popper:visible .el-select-dropdown__item', { hasText: option }).first().click()
}

/** People whose cover holds since long, with the whole number of their document as the township's clerk may see it. */
async function coveredPeople(officer, clerk) {
  const found = []
  let after = ''
  while (found.length < WANTED) {
    const { body } = await call(officer, 'GET', `/api/mutual_enrolments?state=active&item=hospital&limit=200${after && `&after=${after}`}`)
    for (const row of body.items) {
      if (found.length >= WANTED || !row.cover_from || row.cover_from > dayAgo(120) || row.cover_to < dayAgo(30)) continue
      if (found.some((one) => one.id === row.person_id)) continue
      const { body: member, status } = await call(clerk, 'GET', `/api/members/${row.person_id}`)
      if (status !== 200) continue
      const revealed = await call(clerk, 'POST', `/api/members/${row.person_id}/reveal`, { field: 'document', document_id: member.documents?.[0]?.id, purpose: '核对医保结算数据' })
      if (revealed.status === 200) found.push({ id: row.person_id, name: row.name, union: row.union_name, document: revealed.body.value })
    }
    if (!body.next) break
    after = body.next
  }
  return found
}

/** A file as the medical insurance sends it: people, one of whom nobody knows. */
function settlementFile(people) {
  const head = '序号,参保人姓名,公民身份号码,定点医疗机构,结算单号,入院日期,出院日期,医疗总费用,政策范围内费用,基金支付总额,个人自付,全自费金额'
  const rows = people.map((person, n) => {
    const [scope, insured, own] = [2_000_000 + n * 100_000, 1_200_000, 50_000]
    const pay = scope - insured
    return [n + 1, person.name, person.document, '示范县人民医院', `JS2026${String(n).padStart(6, '0')}`, dayAgo(60), dayAgo(50), yuan(scope + own), yuan(scope), yuan(insured), yuan(pay), yuan(own)].join(',')
  })
  const stranger = [people.length + 1, '无此人', '33022619700101001X', '示范县人民医院', 'JS2026999999', dayAgo(60), dayAgo(50), '9000.00', '9000.00', '5000.00', '4000.00', '0.00'].join(',')
  return `\ufeff${[head, ...rows, stranger].join('\r\n')}\r\n`
}

export async function run({ server, staff, findings, step }) {
  const officer = await staff.page('huzhu', 'desk', findings)
  const clerk = await staff.page('zhen', 'laptop', findings)
  const manager = await staff.page('huzhu2', 'desk', findings)
  const auditor = await staff.page('jingshen', 'desk', findings)
  const file = join(server.folder, '医保结算202611.csv')
  const people = await coveredPeople(officer, clerk)
  findings.same('people with cover', people.length, WANTED)
  writeFileSync(file, settlementFile(people))
  let settlement
  staff.last = officer

  await step('a source of files is told what its columns mean', async () => {
    await staff.go(officer, '/claim-sources/new', findings)
    await officer.locator('#source-name').fill('市医保局月度住院结算')
    await officer.locator('input[type=file]').setInputFiles(file)
    await officer.getByText('前 5 行读成这样').waitFor()
    await settle(officer)
    await look(officer, 'claims-source', findings, { screens: ALL, full: true })
    await officer.getByRole('button', { name: '保存' }).click()
    await officer.locator('.el-table__row', { hasText: '市医保局月度住院结算' }).waitFor()
  })

  await step('the file comes in and makes claims', async () => {
    await staff.go(officer, '/claim-settlements/new', findings)
    await choose(officer, 'settlement-source', '市医保局月度住院结算')
    await officer.locator('input[type=file]').setInputFiles(file)
    await officer.getByRole('button', { name: '开始处理' }).waitFor()
    await settle(officer)
    await look(officer, 'claims-file', findings, { screens: ALL, full: true })
    await officer.getByRole('button', { name: '开始处理' }).click()
    await officer.getByText(`生成 ${WANTED} 件互助金申请`).waitFor({ timeout: 30_000 })
    await settle(officer)
    await officer.getByText('查无此人').first().waitFor()
    settlement = officer.url().split('/').at(-1)
    await look(officer, 'claims-settlement', findings, { screens: ALL })
    const [result] = await Promise.all([officer.waitForEvent('download'), officer.getByRole('button', { name: '下载结果表' }).click()])
    findings.expect('result', readFileSync(await result.path()).length > 1000, 'the workbook with the verdicts is empty')
  })

  await step('the same file again makes nothing', async () => {
    await officer.getByRole('button', { name: '再导入一个文件' }).click()
    await officer.locator('input[type=file]').setInputFiles(file)
    await officer.getByRole('button', { name: '开始处理' }).click()
    await officer.locator('.el-alert, [role=alert], .cards').first().waitFor()
    await settle(officer)
    const { body } = await call(officer, 'GET', `/api/mutual_claims?settlement_id=${settlement}&limit=50`)
    findings.same('claims of the file', body.items.length, WANTED)
  })

  await step('the officer reads the reckoning and reviews by keyboard', async () => {
    await staff.go(officer, `/claims?settlement_id=${settlement}`, findings)
    await officer.locator('.el-table__row').nth(WANTED - 1).waitFor()
    await officer.keyboard.press('j')
    await officer.getByRole('heading', { name: '计算过程' }).waitFor()
    await settle(officer)
    await look(officer, 'claims-desk', findings, { screens: SCREENS })
    await officer.keyboard.press('a')
    await officer.locator('#claim-note').waitFor()
    await settle(officer)
    await look(officer, 'claims-review', findings, { screens: SCREENS })
    await officer.keyboard.press('Control+Enter')
    await officer.locator('.el-table__row', { hasText: '待审批' }).or(officer.locator('.el-table__row', { hasText: '待复审' })).first().waitFor()
    await settle(officer)
  })

  await step('one is refused with the sentence that the worker reads', async () => {
    await officer.keyboard.press('r')
    await choose(officer, 'claim-codes', '第三方责任')
    await officer.keyboard.press('Escape')
    await officer.getByText('职工会读到：').waitFor()
    await settle(officer)
    await look(officer, 'claims-refuse', findings, { screens: SCREENS })
    await officer.locator('.deed').getByRole('button', { name: '不予补助' }).click()
    await officer.locator('.el-table__row', { hasText: '不予补助' }).first().waitFor()
    await settle(officer)
  })

  await step('the rest is reviewed together', async () => {
    await staff.go(officer, `/claims?settlement_id=${settlement}&state=reckoned`, findings)
    await officer.locator('.el-table__row').first().waitFor()
    await officer.locator('.el-table__header .el-checkbox').first().click()
    await officer.getByRole('button', { name: '批量初审' }).click()
    const dialog = officer.locator('.el-dialog')
    await dialog.locator('#bulk-count').fill(String(WANTED - 2))
    await settle(officer)
    await look(officer, 'claims-bulk', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '初审通过' }).click()
    await dialog.getByText(`已办理 ${WANTED - 2} 件`).waitFor()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
  })

  await step('another person approves', async () => {
    staff.last = manager
    const { body: waiting } = await call(manager, 'GET', `/api/mutual_claims?settlement_id=${settlement}&group=todo_approve&limit=50`)
    findings.same('claims to approve', waiting.items.length, WANTED - 1)
    await staff.go(manager, `/claims?settlement_id=${settlement}`, findings)
    await manager.locator('.el-table__row').first().waitFor()
    await manager.locator('.el-table__header .el-checkbox').first().click()
    await manager.getByRole('button', { name: '批量审批' }).click()
    const dialog = manager.locator('.el-dialog')
    await dialog.locator('#bulk-count').fill(String(WANTED - 1))
    await dialog.getByRole('button', { name: '审批通过' }).click()
    await dialog.getByText(`已办理 ${WANTED - 1} 件`).waitFor()
    await settle(manager)
    await look(manager, 'claims-approved', findings, { screens: SCREENS })
    await dialog.getByRole('button', { name: '关闭' }).last().click()
  })

  await step('the reckoning is printed', async () => {
    const { body } = await call(manager, 'GET', `/api/mutual_claims?settlement_id=${settlement}&limit=50`)
    const one = body.items.find((row) => row.benefit_fen > 0)
    await staff.go(manager, `/claims/${one.id}/paper`, findings)
    await manager.getByRole('heading', { name: '职工医疗互助金计算单' }).waitFor()
    await manager.emulateMedia({ media: 'print' })
    await look(manager, 'claims-paper', findings, { full: true, axe: false })
    await manager.emulateMedia({ media: null })
    await staff.go(manager, `/claims/${one.id}`, findings)
    await settle(manager)
    await look(manager, 'claims-page', findings, { screens: ALL, full: true })
  })

  await step('what was approved is put on a public notice', async () => {
    await staff.go(manager, '/claim-notices', findings)
    await manager.getByRole('button', { name: '新的公示' }).first().click()
    const dialog = manager.locator('.el-dialog')
    await dialog.locator('#notice-title').fill('2026年第11期职工医疗互助金公示')
    await dialog.locator('#notice-contact').fill('示范县总工会保障部 0573-87200000')
    await settle(manager)
    await look(manager, 'claims-notice-new', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '发出公示' }).click()
    await manager.getByRole('button', { name: '打印名单' }).waitFor()
    await settle(manager)
    await look(manager, 'claims-notice', findings, { screens: ALL })
    await manager.getByRole('button', { name: '打印名单' }).click()
    await manager.locator('.sheet').waitFor()
    const text = (await manager.locator('.sheet').textContent()) ?? ''
    findings.expect('notice', people.every((person) => !text.includes(person.name)), 'a whole name stands on the notice')
    await look(manager, 'claims-notice-paper', findings, { full: true, axe: false })
  })

  await step('the officer pays what is owed: batch, another approves, the bank answers', async () => {
    staff.last = officer
    await staff.go(officer, '/payments/new', findings)
    await officer.locator('.cards').waitFor()
    await settle(officer)
    await look(officer, 'claims-batch-new', findings, { screens: ALL, full: true })
    await officer.locator('#batch-most').fill('5')
    await officer.getByRole('button', { name: '编成批次' }).click()
    await officer.getByText('等待批准').waitFor()
    const batch = officer.url().split('/').at(-1)
    await staff.go(manager, `/payments/${batch}`, findings)
    await manager.getByRole('button', { name: '批准' }).click()
    await manager.locator('.el-message-box').getByRole('button', { name: '确定' }).click()
    await manager.getByText('已批准。下载银行文件').waitFor()
    await settle(manager)
    await look(manager, 'claims-batch', findings, { screens: ALL, full: true })
    await staff.go(officer, '/payments')
    await staff.go(officer, `/payments/${batch}`, findings)
    await officer.getByRole('button', { name: '下载银行文件' }).click()
    await officer.locator('#purpose').fill('交银行代发互助金')
    const [bank] = await Promise.all([officer.waitForEvent('download'), officer.locator('.el-dialog').getByRole('button', { name: '下载', exact: true }).click()])
    findings.expect('bank file', readFileSync(await bank.path()).length > 1000, 'the bank file is empty')
    await officer.getByRole('button', { name: '已交给银行' }).click()
    await officer.locator('.el-message-box').getByRole('button', { name: '确定' }).click()
    await officer.getByText('已交给银行。收到回盘文件以后').waitFor()
    const { body: payments } = await call(officer, 'GET', `/api/mutual_payment_batches/${batch}/payments`)
    const lines = payments.rows.map((row, n) => `${n + 1},${row.number},${yuan(row.amount_fen)},${n === 0 ? '失败,账号户名不符' : '成功,'},L${row.number},${dayAgo(0)}`)
    const answer = join(server.folder, '银行回盘.csv')
    writeFileSync(answer, `\ufeff${['序号,支付编号,金额,处理结果,失败原因,银行流水号,交易日期', ...lines].join('\r\n')}\r\n`)
    await staff.go(officer, '/payments/answers', findings)
    await officer.locator('input[type=file]').setInputFiles(answer)
    await officer.getByText(`到账 ${lines.length - 1} 笔，退回 1 笔`).waitFor()
    await settle(officer)
    await look(officer, 'claims-answer', findings, { screens: ALL })
    await officer.getByRole('button', { name: '去办退票' }).click()
    await officer.locator('.el-table__row').first().waitFor()
    await settle(officer)
    await look(officer, 'claims-returns', findings, { screens: ALL })
    await officer.locator('.el-table__row').last().click()
    await officer.getByRole('button', { name: '登记或更换' }).click()
    const dialog = officer.locator('.el-dialog')
    await dialog.locator('#card-bank').fill('示范农村商业银行城关支行')
    await dialog.locator('#card-number').fill('6222 0000 0000 0001')
    await dialog.getByText('不像银行卡号').waitFor()
    await dialog.locator('#card-number').fill(CARD)
    await settle(officer)
    await look(officer, 'claims-card', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '确定' }).click()
    await officer.getByText('收款银行卡已登记').waitFor()
    await settle(officer)
    findings.same('after another card', await officer.locator('.nj-head .state').first().textContent(), '待支付')
    await staff.go(officer, `/payments/${batch}`, findings)
    await settle(officer)
    await look(officer, 'claims-batch-answered', findings, { screens: ALL, full: true })
  })

  await step('the fund at a glance, run-off and report', async () => {
    await staff.go(officer, '/mutual-fund', findings)
    await officer.locator('.cards').first().waitFor()
    await settle(officer)
    await look(officer, 'claims-fund', findings, { screens: ALL, full: true })
    await officer.getByRole('button', { name: '查看', exact: true }).click()
    await officer.locator('caption', { hasText: '的余额' }).waitFor()
    await staff.go(officer, '/mutual-fund/run-off', findings)
    await settle(officer)
    await look(officer, 'claims-run-off', findings, { screens: ALL, full: true })
    await staff.go(officer, '/mutual-fund/report', findings)
    await officer.locator('.sheet').waitFor()
    await look(officer, 'claims-report', findings, { screens: ALL, full: true })
  })

  await step('an auditor draws a sample and writes down what was found', async () => {
    staff.last = auditor
    await staff.go(auditor, '/samples', findings)
    await auditor.getByRole('button', { name: '新的抽样' }).first().click()
    const dialog = auditor.locator('.el-dialog')
    await dialog.locator('#sample-title').fill('2026年互助金抽查')
    await dialog.locator('#sample-seed').fill('haining2026')
    await dialog.locator('#sample-size').fill('5')
    await settle(auditor)
    await look(auditor, 'claims-sample-new', findings, { screens: ALL })
    await dialog.getByRole('button', { name: '抽取' }).click()
    await auditor.locator('.el-table__row').nth(4).waitFor()
    await auditor.keyboard.press('j')
    await auditor.getByRole('heading', { name: '核对意见' }).waitFor()
    await settle(auditor)
    await auditor.getByText('无问题').first().click()
    await auditor.locator('#sample-note').fill('票据与系统一致，计算过程无误')
    await look(auditor, 'claims-sample', findings, { screens: ALL })
    await auditor.keyboard.press('Control+Enter')
    await auditor.getByText('已核对 1 / 5 件').waitFor()
    await settle(auditor)
    await auditor.getByRole('button', { name: '导出证据' }).click()
    await auditor.locator('#purpose').fill('经审会年度审查')
    const [evidence] = await Promise.all([auditor.waitForEvent('download'), auditor.locator('.el-dialog').getByRole('button', { name: '导出', exact: true }).click()])
    findings.expect('evidence', readFileSync(await evidence.path()).length > 1000, 'the evidence is empty')
  })
  for (const page of [officer, clerk, manager, auditor]) await page.context().close()
}
