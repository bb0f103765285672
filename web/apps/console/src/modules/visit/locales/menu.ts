/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  plans: '走访计划',
  planNew: '新建计划',
  plan: '走访计划',
  planEdit: '修改计划',
  calendar: '走访日历',
  figures: '走访统计',
  field: '走访（手机）',
  title: '走访',
  new: '新建走访',
  detail: '走访记录',
  edit: '填写走访记录',
} as const
