import { Aim } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'sample',
  pages: [
    { name: 'sample.list', path: '/samples', title: menu.title, permission: 'sample.read', menu: { group: 'audit', order: 40, icon: Aim }, component: () => import('./SampleList.vue') },
    { name: 'sample.detail', path: '/samples/:id', title: menu.detail, permission: 'sample.read', parent: 'sample.list', component: () => import('./SampleDetail.vue') },
  ],
})
