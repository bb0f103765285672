/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '用人单位',
  new: '登记单位',
  detail: '单位详情',
  edit: '修改单位',
} as const
