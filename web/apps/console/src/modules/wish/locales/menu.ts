/** Names of pages, which the menu needs before anything else of them is loaded. */
export const menu = {
  title: '微心愿',
  column: '娘家人专栏',
} as const
