/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '参数',
  detail: '参数详情',
} as const
