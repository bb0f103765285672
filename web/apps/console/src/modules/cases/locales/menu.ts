/** Names of pages, which the menu needs before anything else of them is loaded. */
export const menu = {
  booklet: '汇编',
  new: '登记来电来访',
  workload: '承办量',
  deputies: '代办安排',
  title: '事项办理',
  detail: '事项详情',
} as const
