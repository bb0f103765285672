import { Collection } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'codeset',
  pages: [
    { name: 'codeset.list', path: '/codesets', title: menu.title, permission: 'codeset.read', menu: { group: 'system', order: 40, icon: Collection }, component: () => import('./CodesetList.vue') },
    { name: 'codeset.detail', path: '/codesets/:set', title: menu.detail, permission: 'codeset.read', parent: 'codeset.list', component: () => import('./CodesetDetail.vue') },
  ],
})
