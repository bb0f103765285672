/** Words shared by both apps. Its type is the set of keys: a missing one does not compile. */
export const ui = {
  unit: { wan: '万', yi: '亿' },
  openEnd: '至今',
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  ago: {
    now: '刚刚',
    minutes: (n: number) => `${n} 分钟前`,
    hours: (n: number) => `${n} 小时前`,
    days: (n: number) => `${n} 天前`,
  },
  duration: {
    seconds: (n: number) => `${n} 秒`,
    minutes: (n: number) => `约 ${n} 分钟`,
    hours: (n: number) => `约 ${n} 小时`,
  },
  qr: '二维码',
  trend: (first: string, last: string) => `走势：从 ${first} 到 ${last}`,
  progress: (done: string, elapsed: string) => `完成 ${done}，时间已过 ${elapsed}`,
  progressElapsed: '时间进度',
} as const
