/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '代表值班',
  plan: '安排值班',
  roster: '值班表',
  tally: '值班统计',
} as const
