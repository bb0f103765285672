/** Words for complaining about a merchant. */
export const c = {
  title: '投诉商家',
  lead: '工会会向商家核实。商家不知道是谁投诉的，只有工会看得到您的姓名。',
  from: '店里有问题？选门店投诉',
  back: '返回普惠',
} as const
