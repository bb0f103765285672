import { describe, expect, it } from 'vitest'
import { refuseFile } from './use-file-upload'

describe('a file', () => {
  it.each([
    ['会员.xlsx', 10, undefined],
    ['会员.XLS', 10, undefined],
    ['名单.csv', 10, undefined],
    ['名单.docx', 10, 'kind'],
    ['名单.xlsx', 51 * 1024 * 1024, 'size'],
  ])('%s of %d bytes: %s', (name, size, fault) => expect(refuseFile({ name, size })).toBe(fault))
})
