/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '开奖室',
  room: '开奖',
  winners: '中奖名单',
} as const
