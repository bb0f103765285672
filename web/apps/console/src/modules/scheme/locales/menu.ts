/** Names of the pages: apart from the other words, so that the first visit stays light. */
export const menu = { title: '互助方案', new: '新的方案', detail: '互助方案', edit: '起草方案', rerun: '重算结果' } as const
