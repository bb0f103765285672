import { describe, expect, it } from 'vitest'
import { pages } from '..'
import { topics } from './locales/topics'
import { findTopics, textOf, topicFor } from './topic'

describe('the help', () => {
  it('names every topic once and leaves none empty', () => {
    expect(new Set(topics.map((topic) => topic.slug)).size).toBe(topics.length)
    for (const topic of topics) expect(textOf(topic).length, topic.slug).toBeGreaterThan(120)
  })
  it('explains every page of the menu', () => {
    const bare = pages.filter((page) => page.menu && page.name !== 'help' && topicFor(topics, page.name) === undefined)
    expect(bare.map((page) => page.name)).toEqual([])
  })
  it('takes the closest topic for a page', () => {
    expect(topicFor(topics, 'account.resets')?.slug).toBe('reset')
    expect(topicFor(topics, 'account.detail')?.slug).toBe('account')
    expect(topicFor(topics, 'nowhere')).toBeUndefined()
  })
  it('finds by every word, titles first', () => {
    expect(findTopics(topics, '撤销')[0]?.slug).toBe('import')
    expect(findTopics(topics, '密码 忘记')[0]?.slug).toBe('reset')
    expect(findTopics(topics, 'excel')[0]?.slug).toBe('import')
    expect(findTopics(topics, '没有这样的词')).toEqual([])
    expect(findTopics(topics, ' ')).toHaveLength(topics.length)
  })
})
