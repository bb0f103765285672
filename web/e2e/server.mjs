// The program under test: a fresh demo county in a folder of its own, served on a free port, ended by its process id.
import { execFile, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = join(fileURLToPath(import.meta.url), '..', '..', '..')
const BINARY = process.env.NIANGJIA_BIN ?? join(root, 'target', 'debug', 'niangjia')
/** Few people, so that filling takes seconds; every union still has some, and the first one's workbook has mistakes. */
const MEMBERS = '8000'
/** Only the first union's workbook is imported while filling; the journeys import their own. */
const WORKBOOK_EVERY = '1000'

/** Makes the demo county; a folder named in NIANGJIA_E2E_DATA is copied instead, to save the time while writing journeys. */
async function fill(folder) {
  const data = join(folder, 'data')
  const kept = process.env.NIANGJIA_E2E_DATA
  if (kept) cpSync(kept, data, { recursive: true })
  else await promisify(execFile)(BINARY, ['demo', '--data', data, '--members', MEMBERS, '--workbook-every', WORKBOOK_EVERY, '--json'], { maxBuffer: 16 * 1024 * 1024 })
  return data
}

/** The first line that the program writes: its addresses as JSON. */
function addresses(server) {
  return new Promise((resolve, reject) => {
    let text = ''
    server.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))))
    })
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it said its address`)))
  })
}

/** A port that is free now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** Writes settings beside those of the demo; they may name the address that the server will have. */
async function configure(data, settings) {
  const listen = `127.0.0.1:${await freePort()}`
  const file = join(data, 'settings.json')
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  writeFileSync(file, JSON.stringify({ ...known, ...settings(`http://${listen}`) }))
  return listen
}

/** Fills and starts a server, with further `settings` and environment where they are given. `stop` ends it and says how it ended. */
export async function startServer({ settings, env = {} } = {}) {
  if (!existsSync(BINARY)) throw new Error(`no program at ${BINARY}: run make e2e-test`)
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-e2e-'))
  const began = Date.now()
  const data = await fill(folder)
  const demo = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'))
  const sent = JSON.parse(readFileSync(join(data, 'workbooks', 'key.json'), 'utf8'))
  const log = []
  const listen = settings ? await configure(data, settings) : '127.0.0.1:0'
  const server = spawn(BINARY, ['serve', '--data', data, '--listen', listen, '--json'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  server.stderr.on('data', (chunk) => log.push(String(chunk)))
  const at = await addresses(server)
  const ended = new Promise((resolve) => server.once('exit', (code, signal) => resolve({ code, signal })))
  return {
    base: new URL(at.console).origin,
    folder,
    accounts: new Map(demo.accounts.map((account) => [account.username, { ...account }])),
    // A kept folder was filled elsewhere: the workbooks are found by their names.
    sent: sent.map((entry) => ({ ...entry, file: join(data, 'workbooks', entry.file.split('/').at(-1)) })),
    secondsToFill: Math.round((Date.now() - began) / 100) / 10,
    stop: async () => {
      server.kill('SIGTERM')
      const { code, signal } = await ended
      rmSync(folder, { recursive: true, force: true })
      return { code, signal, log: log.join('') }
    },
  }
}
