/** Sentences for problems that the server cannot tell, because the answer did not come from it. */
export const problems = {
  'web.offline': '连不上服务器，请检查网络后重试。',
  'web.unreadable': '服务器的回答无法读取，请稍后重试；仍不行时请联系系统管理员。',
  'web.cancelled': '已取消。',
  sentence: (detail: string, code: string) => `${detail.replace(/[。．.]+$/, '')}（${code}）`,
} as const
