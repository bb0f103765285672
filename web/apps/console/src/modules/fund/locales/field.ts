/** Words of the choice of a fund. */
export const f = {
  fund: '互助基金',
  none: '还没有互助基金：方案生效、开始收费以后就有了。',
} as const
