/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '组建与换届',
  terms: '任期届满',
  hints: '建会建议',
  found: '申请组建工会',
  print: '打印',
} as const
