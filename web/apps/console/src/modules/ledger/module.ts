import { Notebook } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'ledger',
  pages: [
    { name: 'ledger.books', path: '/ledger', title: menu.title, permission: 'ledger.read', menu: { group: 'work', order: 92, icon: Notebook }, component: () => import('./BookList.vue') },
    { name: 'ledger.accounts', path: '/ledger/accounts', title: menu.accounts, permission: 'ledger.read', parent: 'ledger.books', component: () => import('./AccountList.vue') },
    { name: 'ledger.account', path: '/ledger/accounts/:id', title: menu.account, permission: 'ledger.read', parent: 'ledger.accounts', component: () => import('./AccountDetail.vue') },
    { name: 'ledger.entries', path: '/ledger/entries', title: menu.entries, permission: 'ledger.read', parent: 'ledger.books', component: () => import('./EntryPage.vue') },
    { name: 'ledger.new', path: '/ledger/transfers/new', title: menu.new, permission: 'ledger.create', parent: 'ledger.books', component: () => import('./TransferNew.vue') },
    { name: 'ledger.transfer', path: '/ledger/transfers/:id', title: menu.transfer, permission: 'ledger.read', parent: 'ledger.entries', component: () => import('./TransferDetail.vue') },
    { name: 'ledger.trial', path: '/ledger/trial-balance/:id', title: menu.trial, permission: 'ledger.read', parent: 'ledger.books', component: () => import('./TrialBalance.vue') },
    { name: 'ledger.closings', path: '/ledger/closings/:id', title: menu.closings, permission: 'ledger.read', parent: 'ledger.books', component: () => import('./ClosingList.vue') },
  ],
})
