/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '转接和借调',
} as const
