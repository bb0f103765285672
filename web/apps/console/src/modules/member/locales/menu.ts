/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  newcomers: '新居民职工',
  title: '会员管理',
  new: '登记会员',
  detail: '会员详情',
  edit: '修改会员',
} as const
