/** Words of the bank card that a person is paid on. */
export const c = {
  title: (name: string) => `${name}的收款银行卡`,
  now: (bank: string, tail: string) => `现在登记的是 ${bank} 尾号 ${tail}。填新的卡号会替换它。`,
  none: '还没有登记收款银行卡。',
  holder: '户名',
  bank: '开户银行',
  bankExample: '例如：工商银行海宁支行',
  number: '卡号或账号',
  hint: '卡号加密保存，以后只显示尾号。',
  bad: '应为 12 到 24 位数字，请对照银行卡或存折核对。',
  odd: '不像银行卡号，请再核对一遍；是存折账号的可以保存。',
  fill: '请填户名、开户银行和正确的卡号或账号',
  change: '登记或更换',
  done: '收款银行卡已登记',
} as const
