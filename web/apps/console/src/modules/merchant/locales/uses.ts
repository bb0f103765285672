/** Words of the uses of standing discounts that tills recorded. */
export const u = {
  states: { good: '有效', void: '已撤销' },
  search: '商家、折扣名称里的字，或会员码号',
  empty: '还没有折扣使用记录',
  emptyHint: '给商家登记“凭会员码”的折扣以后，店员扫职工的会员码登记，每次都列在这里。',
  from: '使用日从',
  to: '使用日到',
  col: { at: '使用时间', merchant: '商家', shop: '门店', discount: '折扣', number: '会员码号', name: '会员', union: '所在工会', bill: '消费（元）', saved: '优惠（元）', clerk: '店员', how: '方式', received: '上传时间', state: '状态', reason: '原因' },
  offline: '离线',
  online: '联网',
  untold: '未填',
} as const
