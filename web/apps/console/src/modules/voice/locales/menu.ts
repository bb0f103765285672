/** Names of pages, which the menu needs before anything else of them is loaded. */
export const menu = {
  month: '说事月报',
  title: '说事统计',
} as const
