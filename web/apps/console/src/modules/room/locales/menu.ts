/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  new: '登记说事室',
  edit: '修改说事室',
  coverage: '说事室覆盖率',
  without: '尚无说事室的规上企业',
  detail: '说事室详情',
  title: '说事室',
  receptionNew: '安排接待日',
  receptionEdit: '修改接待日',
  reception: '接待日详情',
  receptions: '接待日',
  poster: '说事室海报',
} as const
