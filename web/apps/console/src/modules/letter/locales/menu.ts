/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '公文',
  new: '制发公文',
  detail: '公文详情',
  printPage: '打印公文',
  templates: '文书模板',
  template: '模板详情',
  agency: '机关代字',
} as const
