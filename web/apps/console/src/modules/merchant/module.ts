import { DataLine, Discount, Finished, Location, Shop, Wallet } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'merchant',
  pages: [
    { name: 'merchant.list', path: '/benefits/merchants', title: menu.title, permission: 'merchant.read', menu: { group: 'benefits', order: 50, icon: Shop }, component: () => import('./MerchantList.vue') },
    { name: 'merchant.new', path: '/benefits/merchants/new', title: menu.new, permission: 'merchant.create', parent: 'merchant.list', component: () => import('./MerchantForm.vue') },
    { name: 'merchant.detail', path: '/benefits/merchants/:id', title: menu.detail, permission: 'merchant.read', parent: 'merchant.list', component: () => import('./MerchantDetail.vue') },
    { name: 'merchant.edit', path: '/benefits/merchants/:id/edit', title: menu.edit, permission: 'merchant.update', parent: 'merchant.list', component: () => import('./MerchantForm.vue') },
    { name: 'merchant.complaint', path: '/benefits/complaints/new', title: menu.complaint, permission: 'merchant.update', parent: 'merchant.list', component: () => import('./ComplaintTake.vue') },
    { name: 'merchant.proposals', path: '/benefits/proposals', title: menu.proposals, permission: 'merchant.read', menu: { group: 'benefits', order: 51, icon: Discount }, component: () => import('./ProposalList.vue') },
    { name: 'merchant.proposal', path: '/benefits/proposals/:merchant/:id', title: menu.proposal, permission: 'merchant.read', parent: 'merchant.proposals', component: () => import('./ProposalDetail.vue') },
    { name: 'merchant.visits', path: '/benefits/visits', title: menu.visits, permission: 'merchant.read', menu: { group: 'benefits', order: 52, icon: Location }, component: () => import('./VisitList.vue') },
    { name: 'merchant.visit', path: '/benefits/visits/:merchant/:id', title: menu.visit, permission: 'merchant.read', parent: 'merchant.visits', component: () => import('./VisitDetail.vue') },
    { name: 'merchant.returns', path: '/benefits/returns', title: menu.returns, permission: 'merchant.read', menu: { group: 'benefits', order: 55, icon: DataLine }, component: () => import('./ReturnList.vue') },
    { name: 'merchant.redemptions', path: '/benefits/redemptions', title: menu.redemptions, permission: 'redemption.read', menu: { group: 'benefits', order: 60, icon: Finished }, component: () => import('./RedemptionList.vue') },
    { name: 'merchant.uses', path: '/benefits/uses', title: menu.uses, permission: 'redemption.read', parent: 'merchant.redemptions', component: () => import('./UseList.vue') },
    { name: 'merchant.signals', path: '/benefits/signals', title: menu.signals, permission: 'redemption.read', parent: 'merchant.redemptions', component: () => import('./SignalList.vue') },
    { name: 'merchant.statements', path: '/benefits/statements', title: menu.statements, permission: 'redemption.read', menu: { group: 'benefits', order: 70, icon: Wallet }, component: () => import('./StatementList.vue') },
    { name: 'merchant.statement-new', path: '/benefits/statements/new', title: menu.statementNew, permission: 'redemption.create', parent: 'merchant.statements', component: () => import('./StatementNew.vue') },
    { name: 'merchant.statement', path: '/benefits/statements/:id', title: menu.statement, permission: 'redemption.read', parent: 'merchant.statements', component: () => import('./StatementDetail.vue') },
  ],
})
