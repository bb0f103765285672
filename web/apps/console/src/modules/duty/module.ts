import { AlarmClock } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'duty',
  pages: [
    { name: 'duty.list', path: '/duties', title: menu.title, permission: 'duty.read', menu: { group: 'work', order: 65, icon: AlarmClock }, component: () => import('./DutyList.vue') },
    { name: 'duty.new', path: '/duties/new', title: menu.plan, permission: 'duty.create', parent: 'duty.list', component: () => import('./DutyPlan.vue') },
    { name: 'duty.roster', path: '/duty-roster', title: menu.roster, permission: 'duty.read', parent: 'duty.list', component: () => import('./DutyRoster.vue') },
    { name: 'duty.tally', path: '/duty-tally', title: menu.tally, permission: 'duty.read', parent: 'duty.list', component: () => import('./DutyTally.vue') },
  ],
})
