// A secondment from the proposal at home to the answer of the host, on the desk and on the phone.
import { look, settle } from '../browser.mjs'
import { call } from '../staff.mjs'

const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
const today = () => new Date(Date.now() + 8 * 3_600_000)
const later = (months) => {
  const day = today()
  day.setUTCMonth(day.getUTCMonth() + months)
  return day.toISOString().slice(0, 10)
}

export async function run({ staff, findings, step }) {
  const home = await staff.page('xian', 'desk', findings)
  const host = await staff.page('zhuxi', 'desk', findings)
  const hostUnion = (await call(host, 'GET', '/api/session')).body.home_union_id
  const union = (await call(home, 'GET', `/api/unions/${hostUnion}`)).body
  const rows = (await call(home, 'GET', '/api/members?status=active&limit=100')).body.items
  const member = rows.find((row) => row.union_id !== hostUnion)
  const path = `/members/${member.id}`

  await step('the demo shows who works elsewhere for a time', async () => {
    staff.last = home
    await staff.go(home, '/members?seconded=away', findings)
    const away = home.locator('.el-table__body tr')
    await away.first().waitFor()
    findings.expect('seconded', (await away.count()) >= 2, 'nobody of the demo works elsewhere')
    await look(home, 'secondments', findings)
    const { id } = (await call(home, 'GET', '/api/members?seconded=away&limit=1')).body.items[0]
    await staff.go(home, `/members/${id}`, findings)
    await settle(home)
    await look(home, 'seconded-member', findings)
  })

  await step('home proposes with the letter', async () => {
    staff.last = home
    await staff.go(home, path, findings)
    await home.getByRole('tab', { name: '附件' }).click()
    await home.locator('input[type=file]').first().setInputFiles({ name: '借调函.pdf', mimeType: 'application/pdf', buffer: Buffer.from(PDF) })
    await home.getByText('借调函.pdf').first().waitFor()
    await home.getByRole('button', { name: '借调', exact: true }).click()
    await settle(home)
    await look(home, 'secondment-propose', findings)
    await home.locator('#f-host').fill(union.name.slice(0, 4))
    await home.getByRole('option', { name: union.name }).first().click()
    await home.locator('#f-planned_to').fill(later(7))
    await home.locator('#f-reason').fill('支援新厂筹建')
    await home.locator('[data-field=evidence_id] .el-select').click()
    await home.getByRole('option', { name: '借调函.pdf' }).click()
    await home.getByRole('button', { name: '提出借调' }).click()
    await home.getByText('已提出，等对方工会答复').waitFor()
  })

  await step('the host answers in the inbox of transfers', async () => {
    staff.last = host
    await staff.go(host, '/transfers', findings)
    const row = host.locator('.el-table__body tr', { hasText: member.name })
    await row.getByText('借调', { exact: true }).waitFor()
    await look(host, 'secondment-inbox', findings)
    await row.getByRole('button', { name: '同意', exact: true }).click()
    await host.locator('.el-message-box').getByRole('button', { name: '同意', exact: true }).click()
    await host.getByText(`${member.name}的申请已同意`).waitFor()
  })

  await step('the host finds and reads the record, and nothing that hangs on it', async () => {
    await staff.go(host, '/members?seconded=here', findings)
    await host.getByText(member.name).first().waitFor()
    await look(host, 'secondment-here', findings)
    await staff.go(host, path, findings)
    await host.getByText(`借调至${union.name}`).first().waitFor()
    await settle(host)
    await look(host, 'secondment-host', findings, { full: true })
    findings.expect('host', !(await host.getByRole('button', { name: '修改会员' }).isVisible()), 'the host is offered to edit')
    await host.getByRole('tab', { name: '会籍变动' }).click()
    await settle(host)
  })

  await step('home sees the mark', async () => {
    staff.last = home
    // The same address: what the host did meanwhile is read anew.
    await home.reload()
    await settle(home)
    await home.getByText(`借调至${union.name}`).first().waitFor()
    await settle(home)
    await look(home, 'secondment-home', findings, { full: true })
    await home.getByRole('tab', { name: '同意记录' }).click()
    await settle(home)
    await home.getByRole('button', { name: '提前结束' }).click()
    await settle(home)
    await look(home, 'secondment-end', findings)
    await home.locator('#f-reason').fill('任务已经完成')
    await home.getByRole('button', { name: '结束借调' }).click()
    await home.getByText('借调已结束').first().waitFor()
  })
  await home.context().close()
  await host.context().close()
}
