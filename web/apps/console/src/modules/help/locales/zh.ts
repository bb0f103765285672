/** Words of the help page itself; the topics are in `topics.ts`. */
export const t = {
  topics: '帮助目录',
  search: '搜索，例如：撤销 导入',
  none: '没有找到',
  noneHint: '换一个说法试试，或从左边目录里选。',
  print: '打印',
} as const
