/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  table: '数据总表',
  charts: '图表',
  screen: '数据大屏',
  records: '数字背后的记录',
  reports: '统计报表',
  report: '报表',
} as const
