// @vitest-environment node
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { generate } from './gen.mjs'

it.each(Object.entries(await generate()))('%s is what openapi.json says; run `npm run gen`', (name, text) => {
  expect(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')).toBe(text)
})
