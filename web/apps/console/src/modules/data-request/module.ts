import { DeleteFilled, Finished, Unlock } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'data-request',
  pages: [
    { name: 'data-request.list', path: '/data-requests', title: menu.title, permission: 'data_request.read', menu: { group: 'register', order: 28, icon: Unlock }, component: () => import('./DataRequestList.vue') },
    { name: 'data-request.soon', path: '/erased-soon', title: menu.soon, permission: 'data_request.read', menu: { group: 'register', order: 29, icon: DeleteFilled }, component: () => import('./ErasedSoon.vue') },
    { name: 'data-request.runs', path: '/retention-runs', title: menu.runs, permission: 'retention.read', menu: { group: 'system', order: 80, icon: Finished }, component: () => import('./RetentionRuns.vue') },
  ],
})
