/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '微信公众号',
} as const
