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
  survey: {
    free: '选填',
    right: '正确',
    worst: '很不满意',
    best: '很满意',
    multiple: (least: number, most: number) => (most > 0 ? (least > 0 ? `可选 ${least} 至 ${most} 项` : `最多选 ${most} 项`) : '可多选'),
    between: (least: number, most: number) => `${least} 至 ${most} 之间的整数`,
    fault: {
      missing: '这一题还没有作答',
      choices: (least: number, most: number) => `请选 ${least} 至 ${most} 项`,
      text: (least: number, most: number) => `请写 ${least} 至 ${most} 个字`,
      number: (least: number, most: number) => `请填 ${least} 至 ${most} 之间的整数`,
    },
  },
} as const
