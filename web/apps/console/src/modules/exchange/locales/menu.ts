/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '数据上报',
  run: '上报详情',
  targets: '上报目标与字段对照',
  newTarget: '新建上报目标',
  target: '字段对照',
  difference: '差异核对',
} as const
