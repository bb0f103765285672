import { describe, expect, it } from 'vitest'
import { withPictures } from './use-posts-body'

const picture = (id: string) => ({ id, alt: '图', width: 4, height: 3 })

describe('the text of a post with its pictures', () => {
  it('has each picture where it is placed, once, and the others at the end', () => {
    const parts = withPictures('一\n[图2]\n\n二 [图1]\n[图2]\n[图9]', [picture('a'), picture('b')])
    expect(parts.map((part) => part.text ?? part.picture.id)).toEqual(['一', 'b', '二 [图1]', 'a'])
  })
})
