/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '字典',
  detail: '字典项',
} as const
