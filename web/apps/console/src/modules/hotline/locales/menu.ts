/** Names of pages, which the menu needs before anything else of them is loaded. */
export const menu = {
  title: '热线受理',
} as const
