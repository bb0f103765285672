/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '合作商家',
  new: '登记商家',
  detail: '商家',
  edit: '修改商家',
  complaint: '登记商家投诉',
  proposals: '优惠自荐',
  proposal: '自荐的优惠',
  visits: '商家走访',
  visit: '走访记录',
  returns: '商家月报',
  redemptions: '核销记录',
  uses: '折扣使用',
  signals: '异常提示',
  statements: '商家结算',
  statementNew: '生成结算单',
  statement: '结算单',
} as const
