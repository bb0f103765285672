/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '首页',
  figures: '统计数字',
} as const
