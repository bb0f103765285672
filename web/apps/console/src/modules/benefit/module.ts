import { Coin, Present, TrendCharts } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'benefit',
  pages: [
    { name: 'benefit.list', path: '/benefits/campaigns', title: menu.title, permission: 'campaign.read', menu: { group: 'benefits', order: 10, icon: Present }, component: () => import('./CampaignList.vue') },
    { name: 'benefit.new', path: '/benefits/campaigns/new', title: menu.new, permission: 'campaign.create', parent: 'benefit.list', component: () => import('./CampaignEdit.vue') },
    { name: 'benefit.detail', path: '/benefits/campaigns/:id', title: menu.detail, permission: 'campaign.read', parent: 'benefit.list', component: () => import('./CampaignDetail.vue') },
    { name: 'benefit.edit', path: '/benefits/campaigns/:id/edit', title: menu.edit, permission: 'campaign.update', parent: 'benefit.list', component: () => import('./CampaignEdit.vue') },
    { name: 'benefit.board', path: '/benefits/campaigns/:id/board', title: menu.board, permission: 'campaign.read', parent: 'benefit.detail', component: () => import('./CampaignBoard.vue') },
    { name: 'benefit.vouchers', path: '/benefits/campaigns/:id/vouchers', title: menu.vouchers, permission: 'campaign.read', parent: 'benefit.detail', component: () => import('./VoucherList.vue') },
    { name: 'benefit.codes', path: '/benefits/campaigns/:id/codes', title: menu.codes, permission: 'campaign.read', parent: 'benefit.detail', component: () => import('./CodePool.vue') },
    { name: 'benefit.parcels', path: '/benefits/campaigns/:id/parcels', title: menu.parcels, permission: 'campaign.read', parent: 'benefit.detail', component: () => import('./ParcelDesk.vue') },
    { name: 'benefit.budgets', path: '/benefits/budgets', title: menu.budgets, permission: 'campaign.read', menu: { group: 'benefits', order: 20, icon: Coin }, component: () => import('./BudgetList.vue') },
    { name: 'benefit.budget', path: '/benefits/budgets/:union/:year', title: menu.budget, permission: 'campaign.read', parent: 'benefit.budgets', component: () => import('./BudgetDetail.vue') },
    { name: 'benefit.figures', path: '/benefits/figures', title: menu.figures, permission: 'campaign.read', menu: { group: 'benefits', order: 80, icon: TrendCharts }, component: () => import('./BenefitFigures.vue') },
  ],
})
