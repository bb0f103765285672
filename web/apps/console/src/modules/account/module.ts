import { Avatar, Grid, Key, Setting } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'account',
  pages: [
    { name: 'account.list', path: '/accounts', title: menu.title, permission: 'account.read', menu: { group: 'system', order: 10, icon: Avatar }, component: () => import('./AccountList.vue') },
    { name: 'account.resets', path: '/account-resets', title: menu.resets, permission: ['account.approve', 'account.update'], menu: { group: 'system', order: 20, icon: Key }, component: () => import('./ResetList.vue') },
    { name: 'account.matrix', path: '/roles', title: menu.matrix, permission: 'account.read', menu: { group: 'system', order: 30, icon: Grid }, component: () => import('./RoleMatrix.vue') },
    { name: 'account.detail', path: '/accounts/:id', title: menu.detail, permission: 'account.read', parent: 'account.list', component: () => import('./AccountDetail.vue') },
    { name: 'account.own', path: '/own-account', title: menu.own, menu: { group: 'own', order: 20, icon: Setting }, component: () => import('./OwnAccount.vue') },
  ],
})
