import { Picture } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'map',
  pages: [{ name: 'map.packs', path: '/map-packs', title: menu.title, permission: 'map.create', menu: { group: 'system', order: 70, icon: Picture }, component: () => import('./PackList.vue') }],
})
