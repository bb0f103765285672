/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '工作日历',
  detail: '年度日历',
} as const
