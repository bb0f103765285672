import { Picture } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'map',
  pages: [{ name: 'map.packs', path: '/map-packs', title: t.title, permission: 'map.create', menu: { group: 'system', order: 70, icon: Picture }, component: () => import('./PackList.vue') }],
})
