import { Document, FirstAidKit, Memo } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'claim',
  pages: [
    { name: 'claim.desk', path: '/claims', title: menu.title, permission: 'claim.read', menu: { group: 'work', order: 44, icon: FirstAidKit }, component: () => import('./ClaimDesk.vue') },
    { name: 'claim.new', path: '/claims/new', title: menu.new, permission: 'claim.create', parent: 'claim.desk', component: () => import('./ClaimNew.vue') },
    { name: 'claim.edit', path: '/claims/:id/edit', title: menu.edit, permission: 'claim.update', parent: 'claim.desk', component: () => import('./ClaimNew.vue') },
    { name: 'claim.paper', path: '/claims/:id/paper', title: menu.paper, permission: 'claim.read', parent: 'claim.desk', component: () => import('./ClaimPaper.vue') },
    { name: 'claim.detail', path: '/claims/:id', title: menu.detail, permission: 'claim.read', parent: 'claim.desk', component: () => import('./ClaimPage.vue') },
    { name: 'claim.settlements', path: '/claim-settlements', title: menu.settlements, permission: 'claim.update', menu: { group: 'work', order: 45, icon: Document }, component: () => import('./SettlementList.vue') },
    { name: 'claim.settlement-new', path: '/claim-settlements/new', title: menu.settlementNew, permission: 'claim.update', parent: 'claim.settlements', component: () => import('./SettlementNew.vue') },
    { name: 'claim.settlement', path: '/claim-settlements/:id', title: menu.settlement, permission: 'claim.update', parent: 'claim.settlements', component: () => import('./SettlementDetail.vue') },
    { name: 'claim.sources', path: '/claim-sources', title: menu.sources, permission: 'claim.update', parent: 'claim.settlements', component: () => import('./SourceList.vue') },
    { name: 'claim.source-new', path: '/claim-sources/new', title: menu.sourceNew, permission: 'claim.update', parent: 'claim.sources', component: () => import('./SourceEdit.vue') },
    { name: 'claim.source', path: '/claim-sources/:id', title: menu.source, permission: 'claim.update', parent: 'claim.sources', component: () => import('./SourceEdit.vue') },
    { name: 'claim.notices', path: '/claim-notices', title: menu.notices, permission: 'claim.read', menu: { group: 'work', order: 46, icon: Memo }, component: () => import('./NoticeList.vue') },
    { name: 'claim.notice', path: '/claim-notices/:id', title: menu.notice, permission: 'claim.read', parent: 'claim.notices', component: () => import('./NoticeDetail.vue') },
    { name: 'claim.notice-paper', path: '/claim-notices/:id/paper', title: menu.noticePaper, permission: 'claim.read', parent: 'claim.notices', component: () => import('./NoticePaper.vue') },
  ],
})
