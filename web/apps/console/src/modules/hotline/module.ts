import { Headset } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'hotline',
  pages: [{ name: 'hotline.desk', path: '/hotline', title: t.title, permission: 'case.create', menu: { group: 'work', order: 11, icon: Headset }, component: () => import('./HotlineDesk.vue') }],
})
