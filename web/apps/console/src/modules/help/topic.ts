/** One part of a help page: a paragraph, numbered steps, a list, or question and answer. */
export interface HelpPart {
  head?: string
  text?: string
  steps?: readonly string[]
  points?: readonly string[]
}

/** One help page: one task. */
export interface HelpTopic {
  /** Its name in the address. */
  slug: string
  title: string
  /** Pages of the console it explains, by route name or its beginning (`member` for `member.list`). */
  pages: readonly string[]
  /** Other words that people use for it; they are searched too. */
  words: string
  parts: readonly HelpPart[]
}

/** All text of a topic, for the search. */
export function textOf(topic: HelpTopic): string {
  return [topic.title, topic.words, ...topic.parts.flatMap((part) => [part.head ?? '', part.text ?? '', ...(part.steps ?? []), ...(part.points ?? [])])].join('\n')
}

/** The topics that contain every word of a question, those with a hit in title or words first. */
export function findTopics(topics: readonly HelpTopic[], question: string): HelpTopic[] {
  const words = question.normalize('NFKC').toLowerCase().split(/\s+/).filter((word) => word !== '')
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const found = topics.filter((topic) => has(textOf(topic)))
  return [...found.filter((topic) => has(topic.title + topic.words)), ...found.filter((topic) => !has(topic.title + topic.words))]
}

/** The topic that explains a page: the one with the longest fitting beginning; undefined when none does. */
export function topicFor(topics: readonly HelpTopic[], page: string): HelpTopic | undefined {
  const fits = (start: string) => page === start || page.startsWith(`${start}.`)
  const rank = (topic: HelpTopic) => Math.max(0, ...topic.pages.filter(fits).map((start) => start.length))
  const best = [...topics].sort((a, b) => rank(b) - rank(a))[0]
  return best && rank(best) > 0 ? best : undefined
}
