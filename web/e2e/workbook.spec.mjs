// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { citizenId, isCitizenId } from './person.mjs'
import { readSheet, readZip, withManyPeople, withNewPeople, writeZip } from './workbook.mjs'

const sheet = (cells) => Buffer.from(`<worksheet><sheetData><row r="2">${cells.map((text, i) => `<c r="${'ABC'[i]}2" s="1" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}<c r="D2"/></row></sheetData></worksheet>`)
const book = (cells) => writeZip(new Map([['xl/worksheets/sheet1.xml', sheet(cells)]]))

describe('workbooks of the journeys', () => {
  it('come back as they were written', () => {
    const files = new Map([['a.txt', Buffer.from('one')], ['名.xml', Buffer.alloc(5000, 'x')]])
    expect(readZip(writeZip(files))).toEqual(files)
  })
  it('are read cell by cell', () => {
    expect(readSheet(book(['A &amp; B', '是'])).get(2)).toMatchObject({ A: { text: 'A & B', style: '1', formula: false }, B: { text: '是' }, D: { text: '' } })
  })
  it('get other people where the texts lie in a shared list', () => {
    const cell = '<worksheet><sheetData><row r="2"><c r="A2" s="1" t="s"><v>1</v></c></row></sheetData></worksheet>'
    const list = '<sst><si><t>A &amp; B</t></si><si><t>330226199003070015</t></si></sst>'
    const shared = writeZip(new Map([['xl/worksheets/sheet1.xml', Buffer.from(cell)], ['xl/sharedStrings.xml', Buffer.from(list)]]))
    expect(readSheet(shared).get(2).A.text).toBe('330226199003070015')
    const other = readSheet(withNewPeople(shared, 500)).get(2).A
    expect(other).toMatchObject({ style: '1', text: expect.not.stringContaining('330226199003070015') })
    expect(isCitizenId(other.text)).toBe(true)
  })
  it('grow by the same rows with other people', () => {
    const rows = readSheet(withManyPeople(book(['a', '330226199003070015', 'c']), 3))
    expect([...rows.keys()]).toEqual([2, 3, 4])
    expect(new Set([...rows.values()].map((row) => row.B.text)).size).toBe(3)
  })
  it('get other people, with the slips of each row kept', () => {
    const [good, wide] = ['330226199003070015', ' ３３０２２６１９９００３０７００１５\u3000']
    const row = readSheet(withNewPeople(book([good, wide, '330226199003070016']), 500)).get(2)
    expect(isCitizenId(row.A.text)).toBe(true)
    expect(row.A.text).not.toBe(good)
    expect(row.B.text.normalize('NFKC').trim()).toBe(row.A.text)
    expect(row.C.text).toBe('330226199003070016')
  })
})

it('knows the example of GB 11643', () => {
  expect(citizenId('110105', '19491231', 2)).toBe('11010519491231002X')
  expect(isCitizenId('110105194912310021')).toBe(false)
})
