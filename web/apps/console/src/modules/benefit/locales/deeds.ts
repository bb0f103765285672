/** Words of asking once more. */
export const d = { yes: '确定', no: '不了', short: '请写 2 到 200 个字' } as const
