/** Words of the member card. */
export const memberCard = {
  title: '会员服务卡',
  none: '您还没有会员服务卡。',
  lead: '申请以后由所在工会确认、上级工会复核，再送银行制卡。制好后到所在工会签字领取，带身份证到银行激活。',
  apply: '申请会员卡',
  applied: '申请已提交，办理进度会发消息告诉您。',
  number: (number: string) => `申请编号 ${number}`,
  tail: (bank: string, tail: string) => `${bank}　尾号 ${tail}`,
  why: '原因',
  story: '办理经过',
  deeds: { lose: '挂失', find: '解挂', cancel: '撤回申请' },
  ask: { lose: '挂失以后卡不能使用。找到卡可以解挂；找不到请到所在工会补办。挂失的同时请致电银行。', find: '确定卡已经找到，恢复使用吗？', cancel: '撤回以后可以重新申请。' },
  sure: '确定',
  back: '返回',
  done: '已办理',
  older: '以前的卡',
  again: '以前的卡已经终止，可以重新申请。',
} as const

/** Words of the member's own code. */
export const memberCode = {
  title: '会员码',
  label: '会员码二维码',
  lead: '到签约商家结账前出示，店员扫一扫就能享受会员优惠。没有会员服务卡也能用。',
  shops: '看哪些商家有会员优惠',
  hint: '到店出示，享会员优惠',
  show: '出示会员码',
  today: '今天是服务日',
  days: (days: string) => `服务日：${days}`,
  back: '返回普惠',
} as const
