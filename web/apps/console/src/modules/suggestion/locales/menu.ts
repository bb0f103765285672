/** Names of pages, which the menu needs before anything else of them is loaded. */
export const menu = {
  title: '合理化建议',
} as const
