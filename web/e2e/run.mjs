/**
 * Browser journeys, one per role, against a program that this starts itself: `npm run e2e`.
 * `npm run e2e -- clerk member` runs only the journeys with these words in their names.
 * All of them run in two lanes at a time, each against a program and a demo of its own: a browser waits more than it works.
 * Pictures go to web/test-results. NIANGJIA_BIN names another program, NIANGJIA_E2E_DATA a filled demo to copy.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launch, RESULTS } from './browser.mjs'
import { Findings } from './findings.mjs'
import { startServer } from './server.mjs'
import { Staff } from './staff.mjs'

const folder = join(fileURLToPath(import.meta.url), '..', 'journeys')
const wanted = process.argv.slice(2)
const names = readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort().map((name) => name.replace(/\.mjs$/, ''))
const chosen = wanted.length === 0 ? names : names.filter((name) => wanted.some((word) => name.includes(word)))
if (chosen.length === 0) {
  process.stderr.write(`no journey is named like ${wanted.join(' ')}; there are ${names.join(', ')}\n`)
  process.exit(2)
}

const report = []
const say = (text) => process.stdout.write(`${text}\n`)
const seconds = (began) => Math.round((Date.now() - began) / 100) / 10

function note(journey, step, began, found) {
  report.push({ journey, step, seconds: seconds(began), findings: found })
  say(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${journey}: ${step} (${seconds(began)} s)`)
  for (const line of found) say(`       ${line}`)
}

/** Runs a journey step by step; a step that throws ends it, for the later ones stand on it. */
async function travel(name, world) {
  const findings = new Findings()
  const step = async (title, act) => {
    const began = Date.now()
    let failed
    try {
      await act()
    } catch (error) {
      failed = error
      findings.add('stopped', String(error.stack ?? error).split('\n').slice(0, 5).join(' ⏎ '))
      await world.staff.picture(`failed-${name}`)
    }
    note(name, title, began, findings.take())
    if (failed) throw failed
  }
  const { run } = await import(pathToFileURL(join(folder, `${name}.mjs`)).href)
  await run({ ...world, findings, step }).catch((error) => {
    // Told by its step; anything else happened between two steps.
    if (!report.some((entry) => entry.journey === name && entry.findings.length > 0)) note(name, 'between steps', Date.now(), [String(error.stack ?? error)])
  })
  const rest = findings.take()
  if (rest.length > 0) note(name, 'after the last step', Date.now(), rest)
}

/** The first journeys stand on each other, so they stay in one lane; the walk over all pages opens the other one. */
function lanes(all) {
  const second = (name) => name >= '08' && (name < '11' || name >= '28')
  return [all.filter((name) => !second(name)), all.filter(second)].filter((lane) => lane.length > 0)
}

/** Runs journeys one after the other against a server of their own. */
async function drive(lane) {
  const server = await startServer()
  say(`demo filled in ${server.secondsToFill} s, serving ${server.base}`)
  const browser = await launch()
  try {
    const staff = new Staff(browser, server)
    const shared = {}
    for (const name of lane) await travel(name, { browser, server, staff, shared })
  } finally {
    await browser.close()
    const { code, signal, log } = await server.stop()
    note('server', 'ends when asked, without a panic', Date.now(), code === 0 && !/panick/.test(log) ? [] : [`ended with ${code ?? signal}`, log.slice(-2000)])
  }
}

rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
const began = Date.now()
await Promise.all(lanes(chosen).map(drive))
writeFileSync(join(RESULTS, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
const failed = report.filter((entry) => entry.findings.length > 0).length
say(`${report.length - failed} passed, ${failed} failed in ${seconds(began)} s`)
process.exit(failed > 0 ? 1 : 0)
