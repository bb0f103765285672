/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '地图数据',
} as const
