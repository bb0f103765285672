/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  certificate: '工会会员会籍证明',
  cards: '会员证',
  roster: '工会会员花名册',
} as const
