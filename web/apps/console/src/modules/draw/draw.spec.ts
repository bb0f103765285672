import { describe, expect, it } from 'vitest'
import { roomFacts } from './draw-facts'
import { isValue, type Room } from './use-draws'

const room = (more: Partial<Room>): Room =>
  ({
    union_name: '示范县总工会',
    opens_at: 0,
    closes_at: 0,
    committed_at: 0,
    prizes: [{ title: '电影票', count: 3 }],
    source: '收盘点位',
    commitment: 'ab',
    postponed: [],
    value_by_name: '',
    confirmed_by_name: '',
    ...more,
  }) as unknown as Room

describe('the public value', () => {
  it.each(['3421.87', ' 04 11 23 ', '7', 'A'.repeat(60)])('takes %j', (text) => expect(isValue(text)).toBe(true))
  it.each(['', '  ', '３４２１', '上证', 'a  b', 'A'.repeat(61), 'a\tb'])('refuses %j', (text) => expect(isValue(text)).toBe(false))
})

describe('the facts of a room', () => {
  it('says nothing of what is not there yet', () => {
    expect(roomFacts(room({})).map((fact) => fact.name)).toEqual(['union', 'times', 'prizes', 'source', 'commitment', 'committed'])
  })
  it('tells every postponement and who did what', () => {
    const facts = roomFacts(room({ postponed: [{ at: 1, reason: '休市', source: '次日', until: 2 }], value_by_name: '张三', typed_at: 5, secret: 'cd', value: '7' }))
    expect(facts.map((fact) => fact.name)).toEqual(['union', 'times', 'prizes', 'source', 'commitment', 'committed', 'later-1', 'typed', 'value', 'secret'])
    expect(facts.find((fact) => fact.name === 'later-1')?.value).toContain('休市')
  })
})
