// Lints the web workspace itself: file length, Chinese text outside the locale files, and the built libraries' names.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(fileURLToPath(import.meta.url), '..', '..')
const MAX_LINES = 400
const GENERATED = new Set(['packages/api/src/schema.ts', 'packages/api/src/permissions.ts'])
const HAN = /[\u3400-\u9fff]/

/** Every hand-written source file below `dir`. */
function* sources(dir) {
  for (const name of readdirSync(dir)) {
    if (name === 'node_modules' || name === 'dist' || name === 'test-results') continue
    const path = join(dir, name)
    if (statSync(path).isDirectory()) yield* sources(path)
    else if (/\.(ts|vue|mjs|css)$/.test(name)) yield path
  }
}

/** The text without comments, where Chinese words may explain a term. */
function withoutComments(text) {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
}

const findings = []
for (const path of [...sources(join(root, 'packages')), ...sources(join(root, 'apps')), ...sources(join(root, 'e2e'))]) {
  const name = relative(root, path)
  if (GENERATED.has(name)) continue
  const text = readFileSync(path, 'utf8')
  const lines = text.split('\n').length
  if (lines > MAX_LINES) findings.push(`${name}: ${lines} lines, at most ${MAX_LINES}`)
  const mayBeChinese = /(^|\/)locales\/|\.spec\.ts$|^e2e\//.test(name)
  if (!mayBeChinese && HAN.test(withoutComments(text))) {
    const line = text.split('\n').findIndex((l) => HAN.test(withoutComments(l))) + 1
    findings.push(`${name}:${line}: Chinese text belongs in locales/zh.ts`)
  }
}
if (findings.length > 0) {
  process.stderr.write(findings.join('\n') + '\n')
  process.exit(1)
}
process.stdout.write('tidy: ok\n')
