// Every page of the console for every role: it opens, fits every screen, asks nothing that is refused, and shows no foreign word.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkCalls, glance, look } from '../browser.mjs'
import { call } from '../staff.mjs'

const ROLES = ['zhen', 'xian', 'zhuxi', 'kan', 'quanyi', 'huzhu', 'huzhu2', 'jingshen', 'puhui', 'puhui2', 'xuanchuan', 'sysadmin', 'secadmin', 'auditadmin']
const modules = join(fileURLToPath(import.meta.url), '..', '..', '..', 'apps', 'console', 'src', 'modules')
/** Where a record for a page about one comes from, by what stands before its parameters, when the path does not say it. */
const SAMPLES = {
  'exchange-runs': 'exchange_runs',
  'exchange-targets': 'exchange_targets',
  'union-edit': 'unions',
  'union-poster': 'unions',
  'union-room-poster': 'unions',
  'member-roster': 'unions',
  reports: 'figure_reports',
  'letter-templates': 'letter_templates',
  'visit-plans': 'visit_plans',
  claims: 'mutual_claims',
  'claim-settlements': 'mutual_settlements',
  'claim-sources': 'mutual_sources',
  'claim-notices': 'mutual_notices',
  payments: 'mutual_payment_batches',
  'payments/answers': 'mutual_answers',
  // Certificates are there for people who are covered, and for what is paid.
  'mutual/enrolments': 'mutual_enrolments?state=active',
  'mutual/bills': 'mutual_bills?state=paid',
  'benefits/cards': 'benefit_cards',
  'benefits/cards/batches': 'benefit_card_batches',
  'benefits/campaigns': 'benefit_campaigns',
  'benefits/merchants': 'benefit_merchants',
  'benefits/visits': 'benefit_visits',
  'benefits/proposals': 'benefit_proposals',
  'benefits/draws': 'benefit_draw_rooms',
  'benefits/budgets': 'benefit_budgets',
  'benefits/statements': 'benefit_statements',
  'ledger/accounts': 'ledger_accounts',
  'ledger/transfers': 'ledger_entries',
  'ledger/trial-balance': 'ledger_books',
  'ledger/closings': 'ledger_books',
}
const MUTUAL = /^(claim|enrolment|fund|ledger|payment|sample|scheme)\./
const BENEFITS = /^(benefit|merchant|draw|card|ledger)\./
/** Who works in one room alone, and its modules: of what others have opened already, these roles open no more than those. */
const ROOMS = { huzhu: MUTUAL, huzhu2: MUTUAL, jingshen: MUTUAL, puhui: BENEFITS, puhui2: BENEFITS, xuanchuan: /^post\./ }
/** Pages about a pair or a step of something, or of what others run, which the journeys of their own open: 12, 13, 14, 39 and 46 (which runs with an official account). */
const ELSEWHERE = new Set(['duplicate.compare', 'election.letter', 'figure.records', 'benefit.vouchers', 'benefit.codes', 'benefit.parcels', 'wechat.home'])

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

/** What a page of the API lists first for this role; undefined where it lists nothing, or is not for the role. */
async function firstOf(page, list) {
  const { status, body } = await call(page, 'GET', `/api/${list}${list.includes('?') ? '&' : '?'}limit=1`)
  return status === 200 ? (body.items ?? body.rows ?? body)[0] : undefined
}

/** A run of claims of whatever scheme has one. */
async function rerun(page) {
  const { status, body } = await call(page, 'GET', '/api/mutual_schemes?limit=50')
  for (const scheme of status === 200 ? body.items : []) {
    const one = await firstOf(page, `mutual_schemes/${scheme.id}/reruns`)
    if (one) return { id: one.id }
  }
  return undefined
}

/** The auditors' sample, drawn by the first who may: the demo has none. */
async function drawn(page) {
  const known = await firstOf(page, 'mutual_samples')
  const fund = known ? undefined : await firstOf(page, 'ledger_books')
  if (!fund) return known && { id: known.id }
  const { status, body } = await call(page, 'POST', '/api/mutual_samples', { fund_id: fund.union_id, title: '2026年互助金抽查', seed: '20260630', size: 5 })
  return status === 201 ? { id: body.id } : undefined
}

/** The parameters of a page about one record that this role can see, by their names. */
async function sample(page, path) {
  const before = path.slice(1, path.indexOf('/:'))
  if (before === 'mutual/reruns') return rerun(page)
  if (before === 'samples') return drawn(page)
  const one = await firstOf(page, SAMPLES[before] ?? (before.startsWith('mutual/') ? before.replace('/', '_') : before.split('/')[0]))
  if (before === 'mutual/enrolments') return one && { period: one.period_id, id: one.person_id }
  if (before === 'benefits/visits' || before === 'benefits/proposals') return one && { merchant: one.merchant_id, id: one.id }
  if (before === 'benefits/cards') return one && { person: one.person_id, id: one.id }
  if (before === 'benefits/budgets') return one && { union: one.union_id, year: one.year }
  if (before === 'ledger/transfers') return one && { id: one.transfer_id }
  const id = one?.id ?? one?.set ?? one?.code ?? one?.year ?? one?.kind ?? one?.union_id
  return id === undefined ? undefined : { id }
}

export async function run({ staff, findings, step }) {
  const pages = declared()
  const opened = new Set()
  for (const role of ROLES) {
    await step(`opens every page as ${role}`, async () => {
      const page = await staff.page(role, 'laptop', findings)
      for (const { name, path } of pages) {
        if (ELSEWHERE.has(name) || (ROOMS[role] && opened.has(name) && !ROOMS[role].test(name))) continue
        const needs = /:(\w+)(?!\w*\?)/.test(path.replace(/:\w+\?/g, ''))
        const given = path.includes('/:') && (needs || path.includes(':id')) ? await sample(page, path) : undefined
        if (needs && given === undefined) continue
        const one = (part) => given?.[part] ?? given?.id
        const hash = path.replace(/\/:(\w+)\?/g, (_all, part) => (part === 'id' && given ? `/${given.id}` : '')).replace(/:(\w+)/g, (_all, part) => one(part))
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
    const never = pages.filter(({ name }) => !opened.has(name) && name !== 'forbidden' && !ELSEWHERE.has(name)).map(({ name }) => name)
    findings.same('never opened by anybody', never, [])
  })
}
