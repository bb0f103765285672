/**
 * Browser journeys against a running server.
 *
 * NIANGJIA_E2E names a JSON file:
 *   { "base": "http://127.0.0.1:8080",
 *     "accounts": [{ "role": "clerk", "username": "…", "password": "…", "totp_secret": "…" }],
 *     "member": { "phone": "…", "name": "…", "id_tail6": "…" } }
 * An account without totp_secret is taken as new: the journey sets a password and enrols.
 * `node e2e/run.mjs sign-in members` runs only the journeys named so. Pictures and report.json go to test-results.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Findings, launch, writeReport } from './browser.mjs'
import { Staff } from './staff.mjs'

const file = process.env.NIANGJIA_E2E
if (!file) {
  process.stderr.write('NIANGJIA_E2E must name the JSON file with base URL and accounts; see e2e/run.mjs\n')
  process.exit(2)
}
const world = JSON.parse(readFileSync(file, 'utf8'))
const folder = join(fileURLToPath(import.meta.url), '..', 'journeys')
const wanted = process.argv.slice(2)
const names = readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort().map((name) => name.replace(/\.mjs$/, ''))
const chosen = wanted.length === 0 ? names : names.filter((name) => wanted.some((word) => name.includes(word)))

const browser = await launch()
const report = []
const staff = new Staff(browser, world)
try {
  for (const name of chosen) {
    const findings = new Findings()
    const started = Date.now()
    const { run } = await import(pathToFileURL(join(folder, `${name}.mjs`)).href)
    try {
      await run({ browser, world, staff, findings })
    } catch (error) {
      findings.add(name, String(error.stack ?? error).split('\n').slice(0, 6).join(' ⏎ '))
      await staff.picture(`failed-${name}`)
    }
    const seconds = Math.round((Date.now() - started) / 100) / 10
    report.push({ journey: name, seconds, findings: findings.list })
    process.stdout.write(`${findings.list.length === 0 ? 'ok  ' : 'FAIL'} ${name} ${seconds} s\n${findings.list.map((line) => `     ${line}\n`).join('')}`)
  }
} finally {
  await browser.close()
}
writeReport(report)
process.exit(report.some((entry) => entry.findings.length > 0) ? 1 : 0)
