import { expect, it } from 'vitest'
import { refuseEvidence } from './use-trust'

it('sends only what can be evidence', () => {
  expect(refuseEvidence({ name: '申请.PDF', size: 10 })).toBeUndefined()
  expect(refuseEvidence({ name: 'a.jpeg', size: 20 * 1024 * 1024 })).toBeUndefined()
  expect(refuseEvidence({ name: 'a.docx', size: 10 })).toContain('不是 PDF')
  expect(refuseEvidence({ name: 'a.png', size: 20 * 1024 * 1024 + 1 })).toContain('20 MB')
})
