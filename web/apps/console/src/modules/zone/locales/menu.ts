/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '片区与服务点',
  map: '片区地图',
  new: '登记片区或服务点',
  detail: '片区或服务点',
  edit: '修改片区或服务点',
} as const
