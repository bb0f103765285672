/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '经审抽样',
  detail: '抽样核对',
} as const
