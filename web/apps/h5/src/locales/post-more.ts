/** Words of a post's own page and of following, loaded with them. */
export const more = {
  campaigns: '文中的普惠活动',
  signIn: '登录后参加活动',
  states: { coming: '未开始', open: '进行中', held: '已暂停', over: '已结束' },
  opens: (at: string) => `${at} 开始`,
  closes: (at: string) => `${at} 结束`,
  follow: {
    title: (union: string) => `关注“${union}”`,
    lead: '关注以后，新文章不会错过。',
    follow: '关注',
    unfollow: '取消关注',
    on: '已关注',
    notices: '有新文章时告诉我（每天最多一次）',
    signIn: '登录后关注',
  },
} as const
