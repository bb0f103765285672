/** The pages of benefits in one piece: who stands in the shop has the voucher's page already. */
export { default as Benefit } from './Benefit.vue'
export { default as BenefitShops } from './BenefitShops.vue'
export { default as Benefits } from './Benefits.vue'
export { default as MemberCode } from './MemberCode.vue'
export { default as Voucher } from './Voucher.vue'
export { default as Vouchers } from './Vouchers.vue'
