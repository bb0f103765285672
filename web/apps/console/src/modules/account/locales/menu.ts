/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '账号与授权',
  resets: '重置申请',
  matrix: '角色权限表',
  detail: '账号详情',
  own: '我的账号',
} as const
