// Three administrators, none of whom can do another's work: accounts, rights, resets by two people, audit.
import { look, settle } from '../browser.mjs'
import { call, pickUnion } from '../staff.mjs'

/** States of a page are looked at here; the pages themselves on every screen in the walk. */
const STATE = ['laptop', 'phone']

/** Calls that a role must be refused with 403. */
async function refused(page, findings, calls) {
  for (const [method, path, body] of calls) findings.same(`${method} ${path}`, (await call(page, method, path, body)).status, 403)
}

export async function run({ staff, findings, step, shared }) {
  const fresh = { username: 'hctz.zhang', name: '张新来' }
  let system
  let security
  let path = ''

  await step('the system administrator chooses a password, binds the second factor and signs in', async () => {
    system = await staff.stranger('desk', findings)
    await staff.signIn(system, staff.account('sysadmin'), (at) => look(system, `first-${at}`, findings, { screens: at === 'password' ? [] : STATE }))
    await staff.go(system, '/', findings)
    await look(system, 'home-system', findings, { axe: false })
  })

  await step('makes an account and is shown its first password once', async () => {
    await staff.go(system, '/accounts', findings)
    await look(system, 'accounts', findings, { axe: false })
    await system.getByRole('button', { name: '新建账号' }).first().click()
    await settle(system)
    await look(system, 'account-new', findings, { screens: STATE })
    await system.locator('#f-username').fill(fresh.username)
    await system.locator('#f-name').fill(fresh.name)
    await system.locator('.el-dialog .submit').click()
    await system.getByText('初始密码只显示这一次').waitFor()
    await settle(system)
    await look(system, 'account-password', findings, { axe: false })
    fresh.password = (await system.locator('output.secret').textContent())?.trim()
    await system.getByRole('button', { name: '我已记下' }).click()
    await system.locator('.el-table__body tr', { hasText: fresh.username }).click()
    await system.getByRole('heading', { name: fresh.name }).waitFor()
    await settle(system)
    path = new URL(system.url()).hash.slice(1)
    await look(system, 'account', findings, { axe: false })
  })

  await step('cannot give rights, read the audit or see members', async () => {
    findings.expect('account', !(await system.getByRole('button', { name: '增加授权' }).isVisible()), 'the system administrator is offered to give rights')
    await refused(system, findings, [
      ['POST', `/api/accounts/${path.split('/').at(-1)}/grants`, { role: 'viewer', union_id: '1' }],
      ['GET', '/api/audit'],
      ['GET', '/api/members'],
    ])
    await staff.go(system, '/audit')
    findings.expect('audit', await system.getByText('您的账号不能打开这个页面').isVisible(), 'the audit opens')
  })

  await step('the security administrator gives rights', async () => {
    security = await staff.page('secadmin', 'desk', findings)
    await staff.go(security, path, findings)
    await security.getByRole('button', { name: '增加授权' }).click()
    await settle(security)
    await security.locator('#f-role').click()
    await security.getByRole('option', { name: '查看', exact: false }).first().click()
    await pickUnion(security, security.locator('#f-union_id'), '示范县总工会')
    await look(security, 'grant', findings, { screens: STATE })
    await security.locator('.el-dialog .submit').click()
    await security.locator('.el-table__body tr', { hasText: '示范县总工会' }).waitFor()
    await staff.go(security, '/roles', findings)
    await look(security, 'roles', findings, { axe: false })
  })

  await step('cannot make accounts, read the audit or see members', async () => {
    await staff.go(security, '/accounts', findings)
    findings.expect('accounts', !(await security.getByRole('button', { name: '新建账号' }).isVisible()), 'the security administrator is offered to make accounts')
    await refused(security, findings, [
      ['POST', '/api/accounts', { username: 'x.yz', name: '某人' }],
      ['GET', '/api/audit'],
      ['GET', '/api/members'],
    ])
  })

  await step('a reset takes two people', async () => {
    await staff.go(system, path, findings)
    await system.getByRole('button', { name: '申请重置' }).first().click()
    await system.getByLabel('原因').fill('手机丢失，已当面核对工作证')
    await settle(system)
    await look(system, 'reset-ask', findings)
    await system.locator('.el-dialog').getByRole('button', { name: '申请重置' }).click()
    await system.getByText('已提交申请').waitFor()
    await staff.go(system, '/account-resets', findings)
    findings.expect('resets', !(await system.getByRole('button', { name: '批准' }).isVisible()), 'the one who asks is offered to approve')
    await staff.go(security, '/', findings)
    await security.getByText('1 个重置申请等待批准').waitFor()
    await look(security, 'home-security', findings, { axe: false })
    await security.getByRole('button', { name: '去批准' }).click()
    await security.locator('.el-table__body tr', { hasText: fresh.name }).waitFor()
    await look(security, 'resets', findings, { axe: false })
    await security.getByRole('button', { name: '批准' }).click()
    await security.locator('.el-message-box').getByRole('button', { name: '批准' }).click()
    await security.getByText('初始密码只显示这一次').waitFor()
    const second = (await security.locator('output.secret').textContent())?.trim()
    findings.expect('reset', second !== '' && second !== fresh.password, 'no new password is shown')
    await security.getByRole('button', { name: '我已记下' }).click()
    await settle(security)
    await look(security, 'resets-none', findings, { axe: false })
  })

  await step('the audit administrator finds who did what', async () => {
    const audit = await staff.page('auditadmin', 'desk', findings)
    await staff.go(audit, '/audit', findings)
    await look(audit, 'audit', findings, { axe: false })
    await audit.locator('.el-table__body tr').first().click()
    await settle(audit)
    await look(audit, 'audit-entry', findings, { axe: false })
    const text = await audit.locator('main').textContent()
    findings.expect('audit', /系统管理员|安全管理员/.test(text), 'the administrators are not in the audit')
    if (shared.member) {
      const { body } = await call(audit, 'GET', `/api/audit?subject_id=${shared.member.path.split('/').at(-1)}&limit=50`)
      findings.expect('audit', body.items.length > 3, `only ${body.items.length} entries about the member that the registrar worked on`)
      findings.expect('audit', !JSON.stringify(body).includes(shared.member.id), 'a document number stands open in the audit')
    }
    await refused(audit, findings, [
      ['POST', '/api/accounts', { username: 'x.yz', name: '某人' }],
      ['POST', `/api/accounts/${path.split('/').at(-1)}/grants`, { role: 'viewer', union_id: '1' }],
      ['POST', `/api/accounts/${path.split('/').at(-1)}/lock`],
      ['GET', '/api/members'],
    ])
    await audit.context().close()
  })

  await step('everybody has an own account and can sign out', async () => {
    await staff.go(system, '/own-account', findings)
    await look(system, 'own-account', findings, { axe: false })
    const other = await staff.stranger('laptop', findings)
    await other.close()
    staff.last = system
  })
  await system.context().close()
  await security.context().close()
}
