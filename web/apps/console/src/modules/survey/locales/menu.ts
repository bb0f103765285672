/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = {
  title: '问卷与答题',
  detail: '问卷详情',
  build: '编辑题目',
  texts: '文字回答',
  answers: '实名答卷',
} as const
