import { Files, Stamp, View } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'audit',
  pages: [
    { name: 'audit.list', path: '/audit', title: menu.title, permission: 'audit.read', menu: { group: 'audit', order: 10, icon: Files }, component: () => import('./AuditList.vue') },
    { name: 'audit.views', path: '/audit/views', title: menu.views, permission: 'audit.read', menu: { group: 'audit', order: 20, icon: View }, component: () => import('./ViewList.vue') },
    { name: 'audit.anchors', path: '/audit/anchors', title: menu.anchors, permission: 'audit.read', menu: { group: 'audit', order: 30, icon: Stamp }, component: () => import('./AnchorList.vue') },
  ],
})
