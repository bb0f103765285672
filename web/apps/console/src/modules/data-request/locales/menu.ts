/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '个人信息申请',
  soon: '到期清除预告',
  runs: '到期清除记录',
} as const
