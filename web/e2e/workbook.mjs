// Reads and writes as much of .xlsx as the journeys need: a zip of XML files with text cells.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { citizenId, isCitizenId } from './person.mjs'

/** The files of a zip, in the order of its directory. */
export function readZip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('not a zip')
  const files = new Map()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed, nameLength, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const body = bytes.subarray(start, start + packed)
    files.set(name, method === 0 ? Buffer.from(body) : inflateRawSync(body))
    at += 46 + nameLength + extra + comment
  }
  return files
}

/** A zip of files. */
export function writeZip(files) {
  const [bodies, directory] = [[], []]
  let at = 0
  for (const [name, content] of files) {
    const [path, packed] = [Buffer.from(name), deflateRawSync(content)]
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x0800, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt16LE(0x21, 8)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(path.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, path, packed])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, place, path]))
    bodies.push(body)
    at += body.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, index, end])
}

const unescape = (text) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_all, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name])
const textsIn = (xml) => unescape([...xml.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map((match) => match[1]).join(''))

/** The cells of the first sheet: rows by number, cells by column letter, with their text and style. */
export function readSheet(bytes) {
  const files = readZip(bytes)
  const shared = [...(files.get('xl/sharedStrings.xml')?.toString('utf8') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map((match) => textsIn(match[1]))
  const xml = files.get('xl/worksheets/sheet1.xml').toString('utf8')
  const rows = new Map()
  for (const [, number, inside] of xml.matchAll(/<row [^>]*?r="(\d+)"[^>]*>(.*?)<\/row>/gs)) {
    const cells = {}
    for (const [, attributes, body] of inside.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const [column, style, kind] = [/r="([A-Z]+)/, /s="(\d+)"/, /t="(\w+)"/].map((pattern) => pattern.exec(attributes)?.[1])
      const value = /<v>([^<]*)<\/v>/.exec(body ?? '')?.[1]
      cells[column] = { text: kind === 's' ? shared[Number(value)] : kind === 'inlineStr' ? textsIn(body) : unescape(value ?? ''), style, formula: /<f[ >]/.test(body ?? '') }
    }
    rows.set(Number(number), cells)
  }
  return rows
}

/** The XML of the first sheet with every text in its cell instead of in the shared list. */
function inlined(files) {
  const shared = [...(files.get('xl/sharedStrings.xml')?.toString('utf8') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map((match) => [...match[1].matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map((part) => part[1]).join(''))
  const xml = files.get('xl/worksheets/sheet1.xml').toString('utf8')
  return xml.replace(/<c ([^>]*?)t="s"([^>]*)><v>(\d+)<\/v><\/c>/g, (_all, before, after, index) => `<c ${before}t="inlineStr"${after}><is><t xml:space="preserve">${shared[Number(index)]}</t></is></c>`)
}

/** The same day so many years earlier: three digits of a number tell only nine hundred people of a day apart. */
const earlier = (day, years) => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`

/** A long workbook: the rows of this one again and again, each time with other people. */
export function withManyPeople(bytes, copies) {
  const files = readZip(bytes)
  const xml = inlined(files)
  const rows = [...xml.matchAll(/<row [^>]*?r="(\d+)"[^>]*>.*?<\/row>/gs)].filter((match) => match[1] !== '1')
  const parts = []
  let at = 2
  for (let copy = 0; copy < copies; copy += 1) {
    for (const [row, number] of rows) {
      const moved = row.replaceAll(new RegExp(`(r="[A-Z]*)${number}"`, 'g'), `$1${at}"`)
      parts.push(moved.replace(/\b\d{17}[\dX]\b/g, (id) => citizenId(id.slice(0, 6), earlier(id.slice(6, 14), Math.floor(copy / 900)), 100 + (copy % 900))))
      at += 1
    }
  }
  const [first, last] = [rows[0], rows.at(-1)]
  files.set('xl/worksheets/sheet1.xml', Buffer.from(xml.slice(0, first.index) + parts.join('') + xml.slice(last.index + last[0].length)))
  return writeZip(files)
}

/** The same workbook with other people of the same birth dates: every good ID number is replaced by a fresh one. */
export function withNewPeople(bytes, serial) {
  const files = readZip(bytes)
  const known = new Map()
  const fresh = (number) => {
    if (!known.has(number)) known.set(number, citizenId(number.slice(0, 6), number.slice(6, 14), serial + known.size * 2 + (Number(number[16]) % 2)))
    return known.get(number)
  }
  const xml = inlined(files)
  const plain = (text) => text.normalize('NFKC').trim()
  const changed = xml.replace(/<t([^>]*)>([^<]{17,24})<\/t>/g, (all, attributes, text) => {
    if (!isCitizenId(plain(text))) return all
    const next = fresh(plain(text))
    // Full-width digits stay full-width: that is the slip of that row.
    const wide = /[\uff10-\uff19]/.test(text) ? next.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))) : next
    return `<t${attributes}>${text.includes('\u3000') ? ` ${wide}\u3000` : wide}</t>`
  })
  files.set('xl/worksheets/sheet1.xml', Buffer.from(changed))
  return writeZip(files)
}
