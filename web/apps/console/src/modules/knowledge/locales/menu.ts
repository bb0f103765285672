/** Names of pages, which the menu needs before anything else of them is loaded. */
export const menu = {
  title: '知识库',
  new: '新建知识条目',
  detail: '知识条目',
  edit: '修改知识条目',
} as const
