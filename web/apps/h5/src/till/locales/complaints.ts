/** Words for complaints that the merchant is asked about. */
export const c = {
  title: '工会转来的投诉',
  empty: '没有要答复的投诉',
  emptyHint: '工会请本商家说明情况时，会在这里看到。',
  waiting: '待您答复',
  due: (day: string) => `请在 ${day} 以前答复`,
  asked: (time: string) => `${time} 询问`,
  reply: '本店的答复',
  none: '没有答复',
  label: '情况说明',
  hint: '请写明当天的情况、原因和怎么处理。答复给工会看，提交以后不能改。',
  bad: '请写明情况，2 至 1000 个字',
  send: '提交答复',
  earlier: '看更早的',
} as const
