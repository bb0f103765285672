import { Money } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'fund',
  pages: [
    { name: 'fund.board', path: '/mutual-fund', title: menu.title, permission: 'fund.read', menu: { group: 'work', order: 48, icon: Money }, component: () => import('./FundBoard.vue') },
    { name: 'fund.run-off', path: '/mutual-fund/run-off', title: menu.runOff, permission: 'fund.read', parent: 'fund.board', component: () => import('./FundRunOff.vue') },
    { name: 'fund.report', path: '/mutual-fund/report', title: menu.report, permission: 'fund.read', parent: 'fund.board', component: () => import('./FundReport.vue') },
  ],
})
