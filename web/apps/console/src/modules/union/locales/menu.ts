/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '工会组织',
  tableView: '列表',
  onDay: '隶属关系表',
  new: '新建工会',
  edit: '修改工会',
} as const
