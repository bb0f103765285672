/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '重复登记',
  compare: '核对两条记录',
} as const
