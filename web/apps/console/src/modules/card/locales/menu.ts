/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '会员卡',
  detail: '会员卡详情',
  batches: '制卡批次',
  batch: '制卡批次详情',
  sign: '发放签收单',
} as const
