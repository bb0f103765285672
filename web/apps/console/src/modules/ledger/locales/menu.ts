/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '账务总账',
  accounts: '科目余额',
  account: '科目',
  entries: '分录',
  transfer: '一笔账',
  new: '手工记账',
  trial: '试算平衡表',
  closings: '月末结账',
} as const
