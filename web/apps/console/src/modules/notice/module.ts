import { Bell } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'notice',
  pages: [{ name: 'notice.list', path: '/notices', title: t.title, permission: 'notice.read', menu: { group: 'work', order: 20, icon: Bell }, component: () => import('./NoticeList.vue') }],
})
