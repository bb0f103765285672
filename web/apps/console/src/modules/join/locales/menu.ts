/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '入会申请',
  poster: '入会二维码',
} as const
