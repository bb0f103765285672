// Writes src/schema.ts and src/permissions.ts from openapi.json. Run by `npm run gen`; a spec compares the outcome.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'

const here = dirname(fileURLToPath(import.meta.url))
const HEAD = '// Generated from openapi.json by `npm run gen`. Do not edit.\n'

/** The texts of the generated files, by path below this package. */
export async function generate() {
  const document = JSON.parse(readFileSync(join(here, 'openapi.json'), 'utf8'))
  return {
    'src/schema.ts': HEAD + astToString(await openapiTS(document)),
    'src/permissions.ts': HEAD + permissionsOf(document),
  }
}

/** Permission names from the `x-permission` of the operations, problem codes from the catalogue of sentences. */
function permissionsOf(document) {
  const permissions = new Set()
  const problems = new Set(readFileSync(join(here, '../../../locales/zh.toml'), 'utf8').match(/(?<=^")[^"]+(?=" = )/gm))
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path)) {
      for (const name of [operation['x-permission'] ?? []].flat()) permissions.add(name)
    }
  }
  return list('permissionNames', 'Permission', permissions) + list('problemCodes', 'ProblemCode', problems)
}

function list(constant, type, names) {
  const body = [...names].sort().map((name) => `  '${name}',\n`).join('')
  return `\nexport const ${constant} = [\n${body}] as const\nexport type ${type} = (typeof ${constant})[number]\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(await generate())) writeFileSync(join(here, name), text)
}
