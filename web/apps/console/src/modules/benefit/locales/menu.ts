/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '普惠活动',
  new: '新的活动',
  detail: '活动',
  edit: '修改活动',
  board: '实时看板',
  vouchers: '发出的券',
  codes: '码池',
  parcels: '货品发放',
  budgets: '活动经费',
  budget: '年度经费',
  figures: '普惠成效',
} as const
