/** Words of the pages of posts. */
export const t = {
  title: 'Posts',
  empty: '还没有内容',
  pick: '先选择一个工会',
  add: '添加',
  addTitle: '添加内容',
  done: '已添加',
  union: '工会',
  field: { body: '内容', writtenAt: '时间' },
} as const
