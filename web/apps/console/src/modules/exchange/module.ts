import { Promotion } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'exchange',
  pages: [
    { name: 'exchange.list', path: '/exchange', title: t.title, permission: 'exchange.read', menu: { group: 'register', order: 40, icon: Promotion }, component: () => import('./RunList.vue') },
    { name: 'exchange.run', path: '/exchange-runs/:id', title: t.run, permission: 'exchange.read', parent: 'exchange.list', component: () => import('./RunDetail.vue') },
    { name: 'exchange.targets', path: '/exchange-targets', title: t.targets, permission: 'exchange.read', parent: 'exchange.list', component: () => import('./TargetList.vue') },
    { name: 'exchange.new', path: '/exchange-targets/new', title: t.newTarget, permission: 'exchange.update', parent: 'exchange.targets', component: () => import('./TargetEditor.vue') },
    { name: 'exchange.target', path: '/exchange-targets/:id', title: t.target, permission: 'exchange.read', parent: 'exchange.targets', component: () => import('./TargetEditor.vue') },
    { name: 'exchange.difference', path: '/exchange-targets/:id/difference', title: t.difference, permission: 'exchange.read', parent: 'exchange.targets', component: () => import('./DifferencePage.vue') },
  ],
})
