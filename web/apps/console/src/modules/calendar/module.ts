import { Calendar } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'calendar',
  pages: [
    { name: 'calendar.list', path: '/calendar', title: menu.title, permission: 'calendar.read', menu: { group: 'system', order: 60, icon: Calendar }, component: () => import('./CalendarList.vue') },
    { name: 'calendar.year', path: '/calendar/:year', title: menu.detail, permission: 'calendar.read', parent: 'calendar.list', component: () => import('./CalendarYear.vue') },
  ],
})
