import { Bell } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'notice',
  pages: [{ name: 'notice.list', path: '/notices', title: menu.title, permission: 'notice.read', menu: { group: 'work', order: 20, icon: Bell }, component: () => import('./NoticeList.vue') }],
})
