import { Promotion } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'exchange',
  pages: [
    { name: 'exchange.list', path: '/exchange', title: menu.title, permission: 'exchange.read', menu: { group: 'register', order: 40, icon: Promotion }, component: () => import('./RunList.vue') },
    { name: 'exchange.run', path: '/exchange-runs/:id', title: menu.run, permission: 'exchange.read', parent: 'exchange.list', component: () => import('./RunDetail.vue') },
    { name: 'exchange.targets', path: '/exchange-targets', title: menu.targets, permission: 'exchange.read', parent: 'exchange.list', component: () => import('./TargetList.vue') },
    { name: 'exchange.new', path: '/exchange-targets/new', title: menu.newTarget, permission: 'exchange.update', parent: 'exchange.targets', component: () => import('./TargetEditor.vue') },
    { name: 'exchange.target', path: '/exchange-targets/:id', title: menu.target, permission: 'exchange.read', parent: 'exchange.targets', component: () => import('./TargetEditor.vue') },
    { name: 'exchange.difference', path: '/exchange-targets/:id/difference', title: menu.difference, permission: 'exchange.read', parent: 'exchange.targets', component: () => import('./DifferencePage.vue') },
  ],
})
