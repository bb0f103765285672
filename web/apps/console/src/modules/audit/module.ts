import { Files } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'audit',
  pages: [{ name: 'audit.list', path: '/audit', title: t.title, permission: 'audit.read', menu: { group: 'audit', order: 10, icon: Files }, component: () => import('./AuditList.vue') }],
})
