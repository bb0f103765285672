import { Switch } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'transfer',
  pages: [{ name: 'transfer.list', path: '/transfers', title: menu.title, permission: 'transfer.read', menu: { group: 'register', order: 25, icon: Switch }, component: () => import('./TransferList.vue') }],
})
