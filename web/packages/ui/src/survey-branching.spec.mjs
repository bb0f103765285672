import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { shownQuestions } from './survey'

const path = join(fileURLToPath(import.meta.url), '../../../../../modules/survey/tests/data/branching.json')
const cases = JSON.parse(readFileSync(path, 'utf8'))
const answers = (given) => Object.fromEntries(given.map((one) => [one.question, one]))

describe('the phone shows what the server shows', () => {
  it.each(cases.map((one) => [one.name, one]))('%s', (_name, one) => {
    expect(shownQuestions(one.form.questions, answers(one.given)).map((question) => question.code)).toEqual(one.shown)
  })
})
