/** Names of pages, which the menu needs before anything else of them is loaded. */
export const menu = {
  title: '宣传文章',
  new: '新建文章',
  detail: '文章',
  edit: '修改文章',
  columns: '栏目',
  comments: '文章评论',
  channels: '媒体账号',
  channelReturns: '媒体账号月报',
  channelFigures: '粉丝统计',
} as const
