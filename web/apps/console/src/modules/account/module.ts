import { Avatar, Grid, Key, Setting } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'account',
  pages: [
    { name: 'account.list', path: '/accounts', title: t.title, permission: 'account.read', menu: { group: 'system', order: 10, icon: Avatar }, component: () => import('./AccountList.vue') },
    { name: 'account.resets', path: '/account-resets', title: t.resets, permission: ['account.approve', 'account.update'], menu: { group: 'system', order: 20, icon: Key }, component: () => import('./ResetList.vue') },
    { name: 'account.matrix', path: '/roles', title: t.matrix, permission: 'account.read', menu: { group: 'system', order: 30, icon: Grid }, component: () => import('./RoleMatrix.vue') },
    { name: 'account.detail', path: '/accounts/:id', title: t.detail, permission: 'account.read', parent: 'account.list', component: () => import('./AccountDetail.vue') },
    { name: 'account.own', path: '/own-account', title: t.own, menu: { group: 'own', order: 20, icon: Setting }, component: () => import('./OwnAccount.vue') },
  ],
})
