/** Names of pages, which the menu needs before anything else of them is loaded. */
export const menu = {
  booklet: '汇编',
} as const
