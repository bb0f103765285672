/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '互助金支付',
  batch: '支付批次',
  batchNew: '新的支付批次',
  returns: '退票',
  answers: '银行回盘',
  answer: '回盘结果',
} as const
