/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '导入会员',
  start: '新的导入',
  batch: '导入批次',
} as const
