/** Words of complaints about merchants. */
export const c = {
  tab: '投诉',
  none: '没有投诉',
  noneHint: '职工在手机上“附近的商家”里可以投诉，由签约的工会办理。',
  number: '编号',
  shop: '门店',
  state: '状态',
  opened: '收到日期',
  closed: '办结日期',
  asked: '等商家答复',
  open: '办理中的投诉',
  upheld: '一年内成立',
  filter: '投诉',
  options: { open: '有办理中的投诉', upheld: '一年内有成立的投诉' },
  before: (open: string, upheld: string) => `办理中的投诉 ${open} 件，一年内成立的投诉 ${upheld} 件`,
  look: '看投诉',
  measures: '投诉成立后需要暂停合作、终止或列入黑名单的，用本页上方的按钮办理，系统不会自动处理。',
} as const
