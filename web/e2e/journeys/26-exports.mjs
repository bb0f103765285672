// Every list leaves as a file: the cadre's, the dictionaries', and the auditor's own.
import { readFileSync } from 'node:fs'
import { look, settle } from '../browser.mjs'

const STATE = ['laptop', 'phone']

/** Carries out what the page shows; the lines of the file. */
async function carryOut(page, findings, shot) {
  await page.getByRole('button', { name: '导出', exact: true }).first().click()
  await page.locator('#purpose').fill('核对台账')
  await page.locator('.el-dialog:visible').getByText('CSV 文本').click()
  if (shot) await look(page, shot, findings, { screens: STATE })
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.el-dialog:visible').getByRole('button', { name: '导出', exact: true }).click()])
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n')
  findings.same('who, when and what for', /导出人：.+用途：核对台账/.test(lines.at(-1) ?? ''), true)
  await settle(page)
  return lines
}

export async function run({ staff, findings, step }) {
  await step('a cadre carries out the lists of the work under way', async () => {
    const page = await staff.page('xian', 'desk', findings)
    for (const path of ['/transfers', '/joins', '/duties', '/duty-tally', '/elections', '/founding-hints', '/terms', '/data-requests', '/duplicates', '/imports', '/exchange', '/reports']) {
      await staff.go(page, path, findings)
      await page.getByRole('button', { name: '导出', exact: true }).first().waitFor()
      await carryOut(page, findings, path === '/transfers' ? 'list-export' : undefined)
    }
  })

  await step('a filter goes along', async () => {
    const page = await staff.page('xian', 'desk', findings)
    await staff.go(page, '/joins?state=approved', findings)
    const shown = await page.locator('.list .el-table__body tr').count()
    const lines = await carryOut(page, findings)
    findings.same('as many rows as shown', lines.length, shown + 2)
  })

  await step('anybody carries out dictionaries, parameters and the calendar', async () => {
    const page = await staff.page('kan', 'laptop', findings)
    for (const path of ['/codesets', '/codesets/sex', '/parameters', '/calendar', '/calendar/2026']) {
      await staff.go(page, path, findings)
      await carryOut(page, findings, path === '/calendar/2026' ? 'calendar-export' : undefined)
    }
  })

  await step('an auditor carries out the audit', async () => {
    const page = await staff.page('auditadmin', 'desk', findings)
    for (const path of ['/audit', '/audit/views', '/accounts']) {
      await staff.go(page, path, findings)
      await carryOut(page, findings, path === '/audit' ? 'audit-export' : undefined)
    }
  })
}
