// Every page of the console for every role: it opens, fits every screen, asks nothing that is refused, and shows no foreign word.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkCalls, glance, look } from '../browser.mjs'
import { call } from '../staff.mjs'

const ROLES = ['zhen', 'xian', 'zhuxi', 'kan', 'quanyi', 'sysadmin', 'secadmin', 'auditadmin']
const modules = join(fileURLToPath(import.meta.url), '..', '..', '..', 'apps', 'console', 'src', 'modules')
/** Where a record for `:id` comes from, when the path does not say it. */
const SAMPLES = { 'exchange-runs': 'exchange_runs', 'exchange-targets': 'exchange_targets', 'union-edit': 'unions', 'union-poster': 'unions', 'union-room-poster': 'unions', 'member-roster': 'unions', reports: 'figure_reports', 'letter-templates': 'letter_templates', 'visit-plans': 'visit_plans' }
/** Pages about a pair or a step of something, which the journeys of their own open: 12, 13 and 14. */
const ELSEWHERE = new Set(['duplicate.compare', 'election.letter', 'figure.records'])

/** Modules whose pages are for people of mutual aid: journeys 36 and 37 open them. */
const MUTUAL = /^(claim|enrolment|fund|ledger|payment|sample|scheme)\./

/** The pages that the modules declare: name and path. */
function declared() {
  const found = []
  for (const folder of readdirSync(modules, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    let text = ''
    try {
      text = readFileSync(join(modules, folder.name, 'module.ts'), 'utf8')
    } catch {
      continue
    }
    for (const [, name, path] of text.matchAll(/name:\s*'([^']+)',\s*path:\s*'([^']+)'/g)) found.push({ name, path })
  }
  return found.filter(({ name }) => name !== 'sign-in')
}

/** The id of a record that this role can see, for the pages about one record. */
async function sample(page, path) {
  const first = path.split('/')[1]
  const { status, body } = await call(page, 'GET', `/api/${SAMPLES[first] ?? first}?limit=1`)
  const [one] = status === 200 ? (body.items ?? body) : []
  return one?.id ?? one?.set ?? one?.code ?? one?.year ?? one?.kind
}

export async function run({ staff, findings, step }) {
  const pages = declared()
  const opened = new Set()
  for (const role of ROLES) {
    await step(`opens every page as ${role}`, async () => {
      const page = await staff.page(role, 'laptop', findings)
      for (const { name, path } of pages) {
        if (ELSEWHERE.has(name)) continue
        const needs = /:(\w+)(?!\w*\?)/.test(path.replace(/:\w+\?/g, ''))
        const id = path.includes(':id') || needs ? await sample(page, path) : undefined
        if (needs && id === undefined) continue
        const hash = path.replace(/\/:(\w+)\?/g, (_all, part) => (part === 'id' && id ? `/${id}` : '')).replace(/:\w+/g, String(id))
        await staff.go(page, hash)
        if (await page.getByText('您的账号不能打开这个页面').isVisible()) continue
        checkCalls(page, `${role} ${name}`, findings)
        findings.expect(`${role} ${name}`, !(await page.getByText('没有这个页面').isVisible()), 'the address leads nowhere')
        if (opened.has(name)) await glance(page, `${role} ${name}`, findings)
        else await look(page, `page-${name}`, findings, { screens: ['desk', 'laptop', 'phone', 'double'] })
        opened.add(name)
      }
      await page.context().close()
    })
  }
  await step('leaves no page unopened', async () => {
    const never = pages.filter(({ name }) => !opened.has(name) && name !== 'forbidden' && !ELSEWHERE.has(name) && !MUTUAL.test(name)).map(({ name }) => name)
    findings.same('never opened by anybody', never, [])
  })
}
