import { menu } from './menu'

/** Words of the page of messages. */
export const t = {
  title: menu.title,
  show: '显示',
  all: '全部',
  unread: '未读',
  unreadCount: (n: string) => `未读 ${n}`,
  empty: '还没有消息',
  emptyHint: '导入完成、转接有了答复、账号有了变动，都会在这里告诉您。',
  noUnread: '没有未读的消息',
  more: '更早的消息',
  end: '没有更早的消息了',
  open: '去看看',
} as const
