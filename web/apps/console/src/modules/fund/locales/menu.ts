/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '互助基金',
  runOff: '未决赔付',
  report: '互助年度报告',
} as const
