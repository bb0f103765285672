/** Words of the charts. */
export const t = {
  label: (title: string) => `图：${title}，数据见下表`,
  table: '看数据表',
} as const
