/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '互助金办理',
  new: '窗口登记互助金申请',
  edit: '更正申请内容',
  detail: '互助金申请',
  paper: '互助金计算单',
  settlements: '医保结算数据',
  settlementNew: '导入结算数据',
  settlement: '结算数据处理结果',
  sources: '数据来源',
  source: '数据来源',
  sourceNew: '新的数据来源',
  notices: '互助金公示',
  notice: '公示名单',
  noticePaper: '打印公示名单',
} as const
