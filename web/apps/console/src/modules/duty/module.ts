import { AlarmClock } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'duty',
  pages: [
    { name: 'duty.list', path: '/duties', title: t.title, permission: 'duty.read', menu: { group: 'work', order: 65, icon: AlarmClock }, component: () => import('./DutyList.vue') },
    { name: 'duty.new', path: '/duties/new', title: t.plan.title, permission: 'duty.create', parent: 'duty.list', component: () => import('./DutyPlan.vue') },
    { name: 'duty.roster', path: '/duty-roster', title: t.roster.title, permission: 'duty.read', parent: 'duty.list', component: () => import('./DutyRoster.vue') },
    { name: 'duty.tally', path: '/duty-tally', title: t.tally.title, permission: 'duty.read', parent: 'duty.list', component: () => import('./DutyTally.vue') },
  ],
})
