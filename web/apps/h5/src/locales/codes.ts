/** Words of codes of partners, of what a day has, and of what comes without a press. */
export const codes = {
  dayGone: '今天的名额已领完，明天 0 点再来',
  dayLeft: (n: string) => `今天还剩 ${n} 份`,
  gift: '这是定向发放，不用领，符合条件会自动到账',
  giftHint: '到账以后会发消息告诉您，券在“我的券”里。',
  giftGot: '已经给您发放',
  show: '到合作方出示或输入这个券码',
  label: '券码二维码',
  copy: '复制券码',
  copied: '已复制',
  notCopied: '复制不了，请长按券码',
  care: '券码只有您自己看得到，不要发给别人。',
} as const
