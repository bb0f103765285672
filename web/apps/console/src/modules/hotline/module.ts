import { Headset } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'hotline',
  pages: [{ name: 'hotline.desk', path: '/hotline', title: menu.title, permission: 'case.create', menu: { group: 'work', order: 11, icon: Headset }, component: () => import('./HotlineDesk.vue') }],
})
