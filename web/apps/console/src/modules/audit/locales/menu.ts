/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '审计查询',
  views: '查阅记录',
  anchors: '链头锚点',
} as const
