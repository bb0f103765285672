// Lints the web workspace itself: length of files, Chinese text only in locale files, no English on the screen,
// no locale key that nothing uses, no parameter that is not there, and the API types as they are generated.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { leaves, usedIn } from './locale-keys.mjs'

const root = join(fileURLToPath(import.meta.url), '..', '..')
const MAX_LINES = 400
const GENERATED = new Set(['packages/api/src/schema.ts', 'packages/api/src/permissions.ts'])
const HAN = /[\u3400-\u9fff]/
/** “Parameter” with its title in quotation marks, as texts send somebody to one. */
const PARAMETER = /\u53c2\u6570\u201c([^\u201d]+)\u201d/g

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

/** Words that a template would show as they are: text between tags, and attributes that are read or shown. */
function shownWords(text) {
  const template = /<template>([\s\S]*)<\/template>/.exec(withoutComments(text))?.[1] ?? ''
  const bare = template.replace(/\{\{[\s\S]*?\}\}|&\w+;/g, '')
  const between = [...bare.matchAll(/>([^<>]+)</g)].map((match) => match[1])
  const attributes = [...bare.matchAll(/\s(?:label|title|placeholder|aria-label|alt|content)="([^"]*)"/g)].map((match) => match[1])
  return [...between, ...attributes].map((words) => words.trim()).filter((words) => /[A-Za-z]{2}/.test(words))
}

/** Titles of the parameters that come with the program. */
const parameters = new Set([...readFileSync(join(root, '../crates/platform/data/parameters.toml'), 'utf8').matchAll(/^title = "(.+)"$/gm)].map((match) => match[1]))

const findings = []
const files = new Map()
for (const path of [...sources(join(root, 'packages')), ...sources(join(root, 'apps')), ...sources(join(root, 'e2e')), ...sources(join(root, 'scripts'))]) {
  const name = relative(root, path)
  if (GENERATED.has(name)) continue
  const text = readFileSync(path, 'utf8')
  files.set(name, text)
  const lines = text.split('\n').length
  if (lines > MAX_LINES) findings.push(`${name}: ${lines} lines, at most ${MAX_LINES}`)
  if (name.includes('/locales/')) for (const [, title] of text.matchAll(PARAMETER)) if (!parameters.has(title)) findings.push(`${name}: no parameter is called ${title}`)
  const mayBeChinese = /(^|\/)locales\/|\.spec\.(ts|mjs)$|^e2e\//.test(name)
  if (!mayBeChinese && HAN.test(withoutComments(text))) {
    const line = text.split('\n').findIndex((l) => HAN.test(withoutComments(l))) + 1
    findings.push(`${name}:${line}: Chinese text belongs in locales/zh.ts`)
  }
  if (name.endsWith('.vue')) for (const words of shownWords(text)) findings.push(`${name}: “${words}” would stand on the screen; words belong in locales/zh.ts`)
}

// A key is used by the folder beside `locales`; the words of the shell and of a package by everybody.
for (const [name, text] of files) {
  if (!name.endsWith('/locales/zh.ts')) continue
  const home = dirname(dirname(name))
  const shared = !home.includes('/modules/') && !home.startsWith('apps/h5')
  const users = [...files].filter(([user]) => user !== name && !/\.spec\.ts$/.test(user) && (shared || user.startsWith(`${home}/`))).map(([, source]) => source)
  for (const { root: object, path } of leaves(text)) {
    if (!usedIn(users, object, path)) findings.push(`${name}: nothing uses ${path.join('.')}`)
  }
}

if (findings.length > 0) {
  process.stderr.write(`${findings.join('\n')}\n`)
  process.exit(1)
}
process.stdout.write(`tidy: ${files.size} files ok\n`)
