/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '办理流程',
  detail: '流程详情',
  edit: '提出修改流程',
} as const
