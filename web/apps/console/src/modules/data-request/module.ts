import { DeleteFilled, Finished, Unlock } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { t } from './locales/zh'

export default defineModule({
  name: 'data-request',
  pages: [
    { name: 'data-request.list', path: '/data-requests', title: t.title, permission: 'data_request.read', menu: { group: 'register', order: 28, icon: Unlock }, component: () => import('./DataRequestList.vue') },
    { name: 'data-request.soon', path: '/erased-soon', title: t.soon.title, permission: 'data_request.read', menu: { group: 'register', order: 29, icon: DeleteFilled }, component: () => import('./ErasedSoon.vue') },
    { name: 'data-request.runs', path: '/retention-runs', title: t.runs.title, permission: 'retention.read', menu: { group: 'system', order: 80, icon: Finished }, component: () => import('./RetentionRuns.vue') },
  ],
})
