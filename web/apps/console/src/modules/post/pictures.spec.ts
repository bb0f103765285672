import { describe, expect, it } from 'vitest'
import { isPlaced, swapped, withPictures, without, wordsOf, type Picture } from './pictures'

const picture = (id: string): Picture => ({ id, alt: '图', width: 4, height: 3, cover: false, size: 1, media_type: 'image/png' })
const [a, b, c] = [picture('a'), picture('b'), picture('c')]
const shown = (of: { body: string; pictures: Picture[] }) => withPictures(of.body, of.pictures).map((part) => part.text ?? part.picture.id)

describe('pictures of a text', () => {
  const body = '一\n[图2]\n二\n[图3]'
  it('stand where they are placed, the others at the end', () => {
    expect(shown({ body, pictures: [a, b, c] })).toEqual(['一', 'b', '二', 'c', 'a'])
    expect([isPlaced(body, 1), isPlaced(body, 2)]).toEqual([false, true])
  })
  it('keep their places when one goes or two change their order', () => {
    expect(shown(without(body, [a, b, c], 1))).toEqual(['一', '二', 'c', 'a'])
    expect(shown(without(body, [a, b, c], 0))).toEqual(['一', 'b', '二', 'c'])
    const turned = swapped(body, [a, b, c], 1)
    expect([turned.body, shown(turned)]).toEqual(['一\n[图3]\n二\n[图2]', ['一', 'b', '二', 'c', 'a']])
    expect(swapped(body, [a, b, c], 2).pictures).toEqual([a, b, c])
  })
  it('are no characters', () => {
    expect(wordsOf(body)).toBe('一\n二')
  })
})
